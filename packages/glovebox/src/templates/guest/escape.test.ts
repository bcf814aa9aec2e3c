import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeEscape } from './escape.ts';

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'"': '&quot;',
	'\\': '&#92;',
	']': '&#93;',
	'^': '&#94;',
	'-': '&#45;',
};
const escapeText = makeEscape(entities);

function replaced(text: string): string {
	return Array.from(text, (character) => (Object.hasOwn(entities, character) ? entities[character] : character)).join('');
}

test('makeEscape() replaces what its table has, and nothing else, in texts of any length', () => {
	const everyCharacter = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).join('');
	const texts = [
		'',
		'&',
		'a&',
		'&a',
		'&&',
		'a'.repeat(64),
		'no & yes',
		'\ud83d\ude00<\u2028"',
		everyCharacter,
		...Array.from(everyCharacter),
	];
	for (const text of [...texts, ...texts.map((part) => part.repeat(70))]) assert.equal(escapeText(text), replaced(text));
});
