/** Modules given by name, loaded by functions, and imports that fail. */
import assert from 'node:assert/strict';
import { assertLimit, type Promised, resultOf } from './promise.ts';

/** What imports promise. */
export const modules: readonly Promised[] = [
	{
		says: 'a module given by name is imported, static and dynamic',
		check: async ({ evaluate }) => {
			const modules = { m: 'export const x = 1; export default 2' };
			assert.deepEqual(
				await evaluate('import d, { x } from "m"; import * as all from "m"; export default [d, x, all.x]', { modules }),
				[2, 1, 1],
			);
			assert.deepEqual(await evaluate('const m = await import("m"); [m.x, m.default]', { modules }), [1, 2]);
		},
	},
	{
		says: 'a module runs once, however often it is imported',
		check: async ({ evaluate }) => {
			const modules = {
				count: 'globalThis.n = (globalThis.n ?? 0) + 1; export default n',
				a: 'import "count"; export default 1',
				b: 'import "count"; export default 2',
			};
			assert.equal(
				await evaluate('import "a"; import "b"; import n from "count"; await import("count"); export default n', { modules }),
				1,
			);
		},
	},
	{
		says: 'imports are live bindings',
		check: async ({ evaluate }) => {
			const modules = { m: 'export let n = 0; export const inc = () => { n++ }' };
			assert.deepEqual(
				await evaluate('import { n, inc } from "m"; const before = n; inc(); export default [before, n]', { modules }),
				[0, 1],
			);
		},
	},
	{
		says: 'modules can import each other in a circle',
		check: async ({ evaluate }) => {
			const modules = {
				even: 'import { odd } from "odd"; export const even = (n) => n === 0 || odd(n - 1)',
				odd: 'import { even } from "even"; export function odd(n) { return n !== 0 && even(n - 1) }',
			};
			assert.equal(await evaluate('import { even } from "even"; export default even(10)', { modules }), true);
		},
	},
	{
		says: 'a module that awaits is ready before its importer runs',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('import x from "slow"; export default x', {
					modules: { slow: 'export default await new Promise((done) => setTimeout(done, 10, 5))' },
				}),
				5,
			),
	},
	{
		says: 'export * and re-exports pass names on',
		check: async ({ evaluate }) => {
			const modules = {
				a: 'export const x = 1, y = 2; export default 3',
				b: 'export * from "a"; export { default as z } from "a"; export * as ns from "a"',
			};
			assert.deepEqual(await evaluate('import { x, y, z, ns } from "b"; export default [x, y, z, ns.y]', { modules }), [1, 2, 3, 2]);
		},
	},
	{
		says: 'a module of type ts is TypeScript',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('import { E } from "m"; export default E.A', {
					modules: { m: { source: 'export enum E { A = 4 }; type X = 1', type: 'ts' } },
				}),
				4,
			),
	},
	{
		says: 'a module of type json is its value',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate('import d from "d"; export default d', { modules: { d: { source: '{ "a": [1, null] }', type: 'json' } } }),
				{ a: [1, null] },
			),
	},
	{
		says: 'a module of type text is its source',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate('import t from "t"; export default t', { modules: { t: { source: 'import nothing `${x}`', type: 'text' } } }),
				'import nothing `${x}`',
			),
	},
	{
		says: 'a module of type bytes is a Uint8Array of the guest',
		check: async ({ evaluate }) =>
			assert.deepEqual(
				await evaluate('import b from "b"; export default [b instanceof Uint8Array, b]', {
					modules: { b: { source: new Uint8Array([1, 255]), type: 'bytes' } },
				}),
				[true, new Uint8Array([1, 255])],
			),
	},
	{
		says: 'a CommonJS module requires data as the data, and an ES module as its namespace',
		check: async ({ evaluate }) => {
			const modules = {
				c: { source: 'module.exports = [require("zero"), require("list"), require("text"), require("es").default]', type: 'commonjs' },
				zero: { source: '0', type: 'json' },
				list: { source: '[{ "a": 1 }]', type: 'json' },
				text: { source: 'plain', type: 'text' },
				es: 'export default 4',
			} as const;
			assert.deepEqual(await evaluate('import c from "c"; export default c', { modules }), [0, [{ a: 1 }], 'plain', 4]);
		},
	},
	{
		says: 'a module of type commonjs exports by module.exports, and requires others',
		check: async ({ evaluate }) => {
			const modules = {
				c: { source: 'const d = require("d"); module.exports = { x: d.y + 1 }', type: 'commonjs' },
				d: { source: 'exports.y = 1', type: 'commonjs' },
			} as const;
			assert.equal(await evaluate('import c from "c"; export default c.x', { modules }), 2);
		},
	},
	{
		says: 'resolve and load answer, at once or later',
		check: async ({ evaluate }) => {
			const source = 'import x from "./x"; export default x';
			const load = (id: string) => `export default ${JSON.stringify(id)}`;
			assert.equal(await evaluate(source, { modules: { resolve: (name: string) => `now:${name}`, load } }), 'now:./x');
			const later = {
				resolve: async (name: string) => `later:${name}`,
				load: async (id: string) => ({ source: load(id), type: 'js' as const }),
			};
			assert.equal(await evaluate(source, { modules: later }), 'later:./x');
		},
	},
	{
		says: 'resolve is told who imports',
		check: async ({ evaluate }) => {
			const seen: unknown[] = [];
			const resolve = (name: string, importer: string) => {
				seen.push([name, importer]);
				return name;
			};
			const load = (id: string) => (id === 'a' ? 'import "b"' : '');
			await evaluate('import "a"', { filename: 'main.js', modules: { resolve, load } });
			assert.deepEqual(seen, [
				['a', 'main.js'],
				['b', 'a'],
			]);
		},
	},
	{
		says: 'without modules every import fails, as does a name that is not given',
		check: async ({ fails }) => {
			for (const modules of [undefined, { other: '' }]) {
				const error = await fails('import x from "missing"; export default x', modules ? { modules } : {});
				assert.deepEqual([error.code, error.details['specifier']], ['GLOVEBOX_GUEST_MODULE', 'missing']);
				assert.match(error.message, /missing/);
			}
		},
	},
	{
		says: 'a failed import names the chain of importers',
		check: async ({ fails }) => {
			const error = await fails('import "a"', { filename: 'main.js', modules: { a: 'import "b"', b: 'import "gone"' } });
			assert.equal(error.code, 'GLOVEBOX_GUEST_MODULE');
			const text = error.message + JSON.stringify(error.details);
			for (const name of ['gone', '"b"', '"a"', 'main.js']) assert.ok(text.includes(name), `${name} in ${text}`);
		},
	},
	{
		says: 'names of Node are no modules',
		check: async ({ evaluate }) => {
			const source =
				'const seen = []; for (const name of ["fs", "node:fs", "process", "file:///etc/passwd", "/etc/passwd", "data:text/javascript,1", "isolated-vm", "constructor", "__proto__", "toString"]) seen.push(await import(name).then(() => name, () => "")); seen.join("")';
			assert.equal(await evaluate(source, { modules: { m: '' } }), '');
		},
	},
	{
		says: 'a guest can catch a failed dynamic import, as an error of its own',
		check: async ({ evaluate }) =>
			assert.equal(
				await evaluate(
					'let r; try { await import("missing") } catch (e) { r = e instanceof Error && e.constructor.constructor === Function }; r',
				),
				true,
			),
	},
	{
		says: 'a resolver that throws tells the guest nothing of why',
		check: async ({ run }) => {
			const outcome = await run('import("m").catch((e) => e.message + e.stack)', {
				modules: {
					resolve: () => {
						throw new Error('secret of the host');
					},
					load: () => '',
				},
			});
			assert.ok(!String(resultOf(outcome)).includes('secret'));
		},
	},
	{
		says: 'resolve that answers null means there is no such module',
		check: async ({ fails }) =>
			assert.equal((await fails('import "m"', { modules: { resolve: () => null, load: () => '' } })).code, 'GLOVEBOX_GUEST_MODULE'),
	},
	{
		says: 'a syntax error in a module has its filename and line',
		check: async ({ fails }) => {
			const error = await fails('import "m"', { modules: { m: '1;\nlet = ;' } });
			assert.ok(['GLOVEBOX_GUEST_SYNTAX', 'GLOVEBOX_GUEST_MODULE'].includes(error.code));
			assert.equal(error.line, 2);
		},
	},
	{
		says: 'a throw in a module reaches its importer',
		check: async ({ fails }) => {
			const error = await fails('import "m"', { modules: { m: '\nthrow new RangeError("inside")' } });
			assert.deepEqual([error.code, error.name, error.message, error.line], ['GLOVEBOX_GUEST_THROW', 'RangeError', 'inside', 2]);
		},
	},
	{
		says: 'an import of a name that a module does not export is a SyntaxError',
		check: async ({ fails }) =>
			assert.equal((await fails('import { nope } from "m"', { modules: { m: 'export const yes = 1' } })).name, 'SyntaxError'),
	},
	{
		says: 'more modules than the limit end the run',
		check: async ({ fails, evaluate }) => {
			const chain = (count: number) =>
				Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, i + 1 < count ? `import "m${i + 1}"` : '']));
			assert.equal(await evaluate('import "m0"; export default 1', { modules: chain(4), limits: { modules: 5 } }), 1);
			assertLimit(await fails('import "m0"; export default 1', { modules: chain(20), limits: { modules: 5 } }), 'modules', 5);
		},
	},
	{
		says: 'a module over sourceBytes ends the run',
		check: async ({ fails }) =>
			assertLimit(await fails('import "m"', { modules: { m: `"${'x'.repeat(200)}"` }, limits: { sourceBytes: 100 } }), 'sourceBytes', 100),
	},
	{
		says: 'import.meta is a record of the guest and says nothing of the host',
		check: async ({ evaluate }) =>
			assert.ok(!String(await evaluate('export default JSON.stringify(import.meta) + import.meta.url')).includes('/')),
	},
	{
		says: 'modules of a sandbox are there in each run, fresh',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ modules: { n: 'export const box = { n: 0 }' } } as object);
			const source = 'import { box } from "n"; export default ++box.n';
			assert.deepEqual([await sandbox.evaluate(source), await sandbox.evaluate(source)], [1, 1]);
		},
	},
];
