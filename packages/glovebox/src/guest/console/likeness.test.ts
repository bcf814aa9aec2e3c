import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inspect } from 'node:util';
import vm from 'node:vm';
import fc from 'fast-check';
import { openNodeVm, openQuickJs, type TestRealm } from './test/realms.ts';

// Letters of two widths and marks that escape; widths of rarer characters are told apart less finely than by Node.
const letter = fc.constantFrom(...'aZ_09 $-\'"`\\\n\t\u001b\u009féß日本😀');
const text = fc.string({ unit: letter, maxLength: 40 });
const leaf = fc.oneof(
	fc.constantFrom(
		'null',
		'undefined',
		'true',
		'-0',
		'NaN',
		'[,,1]',
		'() => {}',
		'Symbol("s")',
		'/a/g',
		'new Date(0)',
		'new Uint8Array(3)',
		'Object.create(null)',
	),
	fc.integer().map(String),
	fc.double().map((number) => `(${number})`),
	fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((number) => `(${number}n)`),
	text.map((string) => JSON.stringify(string)),
);

/** Source text of values nested in each other. */
const { source } = fc.letrec<{ source: string }>((tie) => ({
	source: fc.oneof(
		{ depthSize: 'small' },
		leaf,
		fc.array(tie('source'), { maxLength: 12 }).map((items) => `[${items.join()}]`),
		fc.array(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 130 }).map((items) => `[${items.join()}]`),
		fc.array(text, { maxLength: 120 }).map((items) => JSON.stringify(items)),
		fc
			.array(fc.tuple(text, tie('source')), { maxLength: 9 })
			.map((entries) => `{${entries.map(([key, value]) => `[${JSON.stringify(key)}]: ${value}`).join()}}`),
		fc
			.array(fc.tuple(tie('source'), tie('source')), { maxLength: 5 })
			.map((entries) => `new Map([${entries.map(([key, value]) => `[${key}, ${value}]`).join()}])`),
		fc.array(tie('source'), { maxLength: 6 }).map((items) => `new Set([${items.join()}])`),
		tie('source').map((value) => `Object.assign(new (class Kind {})(), { value: ${value} })`),
	),
}));

for (const open of [openNodeVm, openQuickJs]) {
	describe(`inspect() in ${open.name}`, () => {
		let realm: TestRealm;
		before(async () => {
			realm = await open();
		});
		after(() => realm.close());

		it('gives the text of Node for any nested data that is not cut short', () => {
			fc.assert(
				fc.property(source, (value) => {
					const expected = inspect(vm.runInThisContext(`(${value})`));
					// Beyond this, one value may be cut short.
					fc.pre(expected.length < 2 ** 14);
					assert.equal(realm.run(`return loaded.inspect(${value})`), expected);
				}),
				{ numRuns: 300, interruptAfterTimeLimit: 20_000 },
			);
		});
	});
}
