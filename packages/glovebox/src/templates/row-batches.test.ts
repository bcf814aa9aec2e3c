import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unpackTexts } from './row-batches.ts';

describe('unpackTexts()', () => {
	test('gives the texts of each length', () => {
		assert.deepEqual(unpackTexts('2,0,3,\nab1,\n'), ['ab', '', '1,\n']);
		assert.deepEqual(unpackTexts('\n'), []);
	});

	test('refuses lengths that are not those of the texts', () => {
		for (const packed of ['', '5,\nabcd', '3,\nabcd', '-1,5,\nabcd', 'x,\nabcd', 'Infinity,\nabcd', 'abcd', '4,abcd'])
			assert.throws(() => unpackTexts(packed), { code: 'GLOVEBOX_PROTOCOL' }, packed);
	});
});
