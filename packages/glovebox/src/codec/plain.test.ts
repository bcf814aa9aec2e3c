import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runInThisContext } from 'node:vm';
import { encodeValue, isCopyError } from './index.ts';
import { notPlain, plain, positions } from './test/not-plain.ts';

function isTakenForPlain(value: unknown): boolean {
	try {
		return encodeValue(value).text.startsWith('["J"');
	} catch (error) {
		assert.ok(isCopyError(error));
		return false;
	}
}

describe('encodeValue() takes for plain', () => {
	test('nothing that a stringify changes, and runs nothing to find out', () => {
		const taken: string[] = [];
		for (const source of notPlain) {
			for (const position of positions) {
				const place = runInThisContext(position) as (value: unknown) => unknown;
				if (isTakenForPlain(place(runInThisContext(`(${source})`)))) taken.push(`${source} in ${position}`);
			}
		}
		assert.deepEqual([taken, Reflect.get(globalThis, 'ran')], [[], undefined]);
	});

	for (const source of plain) {
		test(source, () => {
			const value = runInThisContext(source);
			assert.deepEqual(encodeValue(value).text, `["J",${JSON.stringify(value)}]`);
		});
	}
});
