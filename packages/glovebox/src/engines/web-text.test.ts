import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { innerScripts, webGlobals } from '../guest/web/names.ts';
import { buildWebTexts, packedWebTexts, webScripts, webText } from './web-text.ts';

test('webScripts are the scripts that the prelude asks for', () => {
	assert.deepEqual([...webScripts].sort(), [...Object.keys(webGlobals), ...Object.keys(innerScripts)].sort());
});

test('packedWebTexts() is what buildWebTexts() makes of the sources as they are', () => {
	assert.equal(packedWebTexts(), buildWebTexts());
});

test('webText() gives a script whose value is a function, in one byte a character, and refuses other names', () => {
	for (const name of webScripts) {
		assert.equal(typeof vm.runInThisContext(webText(name)), 'function');
		assert.match(webText(name), /^[\x20-\x7e\n]*$/);
	}
	for (const name of ['', 'toString', '__proto__', 'URL']) assert.throws(() => webText(name), TypeError);
});
