/** ECMAScript to the letter, where the guest's own side stands in for the engine's: `import()`, and functions put in place of built-in ones. */
import assert from 'node:assert/strict';
import type { Bench, Promised } from './promise.ts';

/** What a function shows of itself: name, length, whether it is a constructor, whether its property is enumerable, whether it shows source. */
const shown = `(holder, key) => {
	const { value, get, enumerable } = Object.getOwnPropertyDescriptor(holder, key);
	const fn = value ?? get;
	return [fn.name, fn.length, Object.hasOwn(fn, 'prototype'), enumerable];
}`;

const imports: readonly Promised[] = [
	{
		says: 'what import() is given may stand in brackets, and behind comments',
		check: async ({ evaluate }) => {
			const source = 'const both = [await import(("m")), await import /* ( */ ( // (\n("m"), (undefined))]; both.map(({ x }) => x)';
			assert.deepEqual(await evaluate(source, { modules: { m: 'export const x = 1' } }), [1, 1]);
		},
	},
	{
		says: 'options of import() that are none reject it with a TypeError, and its conversions with what they throw',
		check: async ({ evaluate }) => {
			const source = `
				const name = (promise) => promise.then(() => 'fulfilled', (error) => error instanceof TypeError ? 'TypeError' : error);
				const wrong = [null, 1, 'x', Symbol(), { with: null }, { with: 1 }, { with: { type: 1 } }, { with: { type: undefined } }];
				const right = [undefined, {}, () => {}, { with: undefined }, { with: {} }];
				const thrower = { toString() { throw 'name' } };
				const getter = { get with() { throw 'with' } };
				const results = [...wrong.map((options) => name(import('m', options))), name(import(thrower)), name(import('m', getter))];
				[await Promise.all(results), await Promise.all(right.map((options) => name(import('m', options))))]`;
			const expected = [[...Array(8).fill('TypeError'), 'name', 'with'], Array(5).fill('fulfilled')];
			assert.deepEqual(await evaluate(source, { modules: { m: '' } }), expected);
		},
	},
	{
		says: 'import() of what does not parse rejects with a SyntaxError of the guest',
		check: async ({ evaluate }) => {
			const source = `
				const names = [];
				for (const name of ['broken', 'outer', 'broken', 'data', 'gone']) {
					await import(name).catch((error) => names.push([error instanceof SyntaxError, error.name]));
				}
				names`;
			const modules = { broken: 'let = ;', outer: 'import "broken"', data: { source: '{', type: 'json' } } as const;
			const expected = [...Array(4).fill([true, 'SyntaxError']), [false, 'Error']];
			assert.deepEqual(await evaluate(source, { modules }), expected);
		},
	},
];

const builtIns: readonly Promised[] = [
	{
		says: 'Temporal.Now has the functions that ECMAScript has',
		check: async ({ evaluate }) => {
			const source = `typeof Temporal === 'undefined' ? undefined : Object.getOwnPropertyNames(Temporal.Now).sort().map((key) => (${shown})(Temporal.Now, key))`;
			const functions = await evaluate<unknown[] | undefined>(source);
			if (functions === undefined) return;
			const names = ['instant', 'plainDateISO', 'plainDateTimeISO', 'plainTimeISO', 'timeZoneId', 'zonedDateTimeISO'];
			assert.deepEqual(
				functions,
				names.map((name) => [name, 0, false, false]),
			);
		},
	},
	{
		says: 'what a deterministic realm has in place of built-in functions looks as they do',
		check: async ({ createSandbox }: Bench) => {
			const sandbox = createSandbox({ deterministic: { seed: 1, now: 0 }, limits: { wallMs: 5_000 } });
			const source = `const shown = ${shown};
				const always = [shown(Date, 'now'), shown(Math, 'random'), shown(globalThis, 'WeakRef'), shown(globalThis, 'FinalizationRegistry')];
				[always, /native code/.test([Date, WeakRef, FinalizationRegistry].map((fn) => Function.prototype.toString.call(fn)).join(''))]`;
			const always = [
				['now', 0, false, false],
				['random', 0, false, false],
				['WeakRef', 1, true, false],
				['FinalizationRegistry', 1, true, false],
			];
			assert.deepEqual(await sandbox.evaluate(source), [always, true]);
			const formats = `typeof Intl === 'undefined' ? undefined : (() => {
				const shown = ${shown};
				const { prototype } = Intl.DateTimeFormat;
				const one = new Intl.DateTimeFormat();
				return [shown(prototype, 'format'), shown(prototype, 'formatToParts'), one.format === one.format, one.format.name, one.format.length];
			})()`;
			const expected = [['get format', 0, false, false], ['formatToParts', 1, false, false], true, '', 1];
			const found = await sandbox.evaluate(formats);
			if (found !== undefined) assert.deepEqual(found, expected);
		},
	},
	{
		says: 'FinalizationRegistry is a constructor as ECMAScript has it, and shows no source',
		check: async ({ evaluate }) => {
			const source = `
				const errorOf = (act) => { try { act() } catch (error) { return error.constructor.name } };
				[
					(${shown})(globalThis, 'FinalizationRegistry'), Function.prototype.toString.call(FinalizationRegistry).includes('native code'),
					errorOf(() => FinalizationRegistry(() => {})), errorOf(() => new FinalizationRegistry({})), errorOf(() => new FinalizationRegistry()),
					new (class Mine extends FinalizationRegistry {})(() => {}).constructor.name,
					FinalizationRegistry.prototype.constructor === FinalizationRegistry,
				]`;
			const expected = [['FinalizationRegistry', 1, true, false], true, 'TypeError', 'TypeError', 'TypeError', 'Mine', true];
			assert.deepEqual(await evaluate(source), expected);
		},
	},
];

export const standard: readonly Promised[] = [...imports, ...builtIns];
