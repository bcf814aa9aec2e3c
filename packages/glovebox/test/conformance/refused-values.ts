/** Values that do not cross, and what is said of them. */
import assert from 'node:assert/strict';
import { type Bench, assertLimit, needs, type Promised } from './promise.ts';

/** Refused in a result at `result.x`; `text` is what must be said after the path. */
const refusedResults: readonly (readonly [what: string, source: string, text: RegExp])[] = [
	['a function', '() => 1', /^a function$/],
	['a class', 'class A {}', /./],
	['a symbol', 'Symbol("s")', /^a symbol$/],
	['a promise', 'Promise.resolve(1)', /^a promise$/],
	['an accessor', 'Object.defineProperty({}, "y", { get: () => 1, enumerable: true })', /accessor|getter/],
	['a class instance', 'new (class Point { x = 1 })()', /./],
	['an object with another object for its prototype', 'Object.create({ inherited: 1 })', /./],
	['a WeakMap', 'new WeakMap()', /WeakMap/],
	['a boxed string', 'Object("s")', /./],
	['a boxed number', 'Object(1)', /./],
	['an array with an extra property', 'Object.assign([1], { y: 1 })', /./],
	['the own key __proto__', 'JSON.parse(\'{ "__proto__": 1 }\')', /./],
	['a proxy that throws', 'new Proxy({}, { ownKeys() { throw new Error("no") }, getPrototypeOf() { throw new Error("no") } })', /./],
	['a revoked proxy', '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()', /./],
	['a generator', '(function* () {})()', /./],
	['a WeakRef', 'new WeakRef({})', /./],
];

const refusals = refusedResults.map(
	([what, source, text]): Promised => ({
		says: `${what} in a result is refused by its path`,
		check: async ({ fails }) => {
			const error = await fails(`({ x: ${source} })`);
			assert.equal(error.code, 'GLOVEBOX_GUEST_VALUE');
			const said = /^Cannot copy "result\.x(.*?)": (.+)$/.exec(error.message);
			assert.ok(said, error.message);
			assert.match(said[2] as string, text);
		},
	}),
);

/** Refused when the host gives it as `input.x`. */
const refusedInputs: readonly (readonly [what: string, value: () => unknown])[] = [
	['a function', () => () => 1],
	['a symbol', () => Symbol('s')],
	['a promise', () => Promise.resolve(1)],
	['a class instance', () => new URL('http://localhost')],
	[
		'an accessor',
		() => ({
			get y() {
				return 1;
			},
		}),
	],
	['the own key __proto__', () => JSON.parse('{ "__proto__": 1 }')],
	['a SharedArrayBuffer', () => new SharedArrayBuffer(8)],
	['a boxed number', () => Object(1)],
];

const refusedByHost = refusedInputs.map(
	([what, value]): Promised => ({
		says: `${what} in input is the host's TypeError, with the path`,
		check: async ({ sandbox }) => {
			await assert.rejects(sandbox.run('1', { input: { x: value() } }), (error: unknown) => {
				assert.ok(error instanceof TypeError, String(error));
				assert.match(error.message, /^Cannot copy "(options\.)?input\.x/);
				return true;
			});
		},
	}),
);

export const refusedValues: readonly Promised[] = [
	...refusals,
	...refusedByHost,
	{
		says: 'a refused result names the whole path, as in result.items[3].save',
		check: async ({ fails }) => {
			const error = await fails('({ items: [1, 2, 3, { save() {} }] })');
			assert.deepEqual([error.code, error.message], ['GLOVEBOX_GUEST_VALUE', 'Cannot copy "result.items[3].save": a function']);
		},
	},
	{
		says: 'a refused bare result is named result',
		check: async ({ fails }) => assert.equal((await fails('(() => {})')).message, 'Cannot copy "result": a function'),
	},
	{
		says: 'a key that is no identifier is quoted in the path',
		check: async ({ fails }) => assert.equal((await fails('({ "a b": [Symbol()] })')).message, 'Cannot copy "result["a b"][0]": a symbol'),
	},
	{
		says: 'a function hidden in a Map, a Set or an error is refused too',
		check: async ({ fails }) => {
			for (const source of [
				'new Map([[1, () => {}]])',
				'new Set([() => {}])',
				'Object.assign(new Error("e"), { f() {} })',
				'new Error("e", { cause: () => {} })',
			]) {
				assert.equal((await fails(source)).code, 'GLOVEBOX_GUEST_VALUE', source);
			}
		},
	},
	{
		says: 'no accessor of a refused result is run',
		check: async ({ run }) => {
			const outcome = await run('({ get x() { console.log("ran"); return 1 } })');
			assert.deepEqual([outcome.ok, outcome.console], [false, []]);
		},
	},
	{
		says: "globals that cannot be copied are the host's TypeError",
		check: async ({ sandbox }) => {
			await assert.rejects(
				sandbox.run('1', { globals: { tool: { f: () => 1 } } }),
				(error: unknown) => error instanceof TypeError && /Cannot copy ".*tool\.f"/.test(error.message),
			);
		},
	},
	{
		says: 'a proxy that never stops answering is stopped by wallMs',
		unless: needs.force,
		check: async ({ fails }: Bench) => {
			const error = await fails('({ x: new Proxy({}, { ownKeys() { for (;;); }, getPrototypeOf() { for (;;); } }) })', {
				limits: { wallMs: 300 },
			});
			if (error.code !== 'GLOVEBOX_GUEST_VALUE') assertLimit(error, 'wallMs', 300);
		},
	},
];
