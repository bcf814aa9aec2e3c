/** Imports that mean no good: names, graphs and loaders at their worst. */
import assert from 'node:assert/strict';
import type { Modules } from 'glovebox';
import { assertLimit, errorOf, type Promised } from './promise.ts';

const importing = (count: number) => `${Array.from({ length: count }, (_, i) => `import "m${i}";`).join('\n')}\nexport default 'all'`;

export const moduleMischief: readonly Promised[] = [
	{
		says: 'a name is looked up as it is: no path, URL, escape, NUL byte or prototype leads to another module',
		check: async ({ evaluate }) => {
			const modules = { a: 'export default "a"', 'b/../a': 'export default "dots"', 'a\0b': 'export default "nul"' };
			const names = [
				'./a',
				'../a',
				'/a',
				'b/../../a',
				'%61',
				'a?x',
				'a#x',
				'a ',
				'A',
				'file:a',
				'data:text/javascript,1',
				'a\0',
				'',
				'toString',
				'__proto__',
			];
			const source = `
				const found = [];
				for (const name of input) found.push(await import(name).then(({ default: value }) => value, ({ constructor }) => constructor === Error || constructor.name));
				found`;
			const found = await evaluate<unknown[]>(source, { modules, input: [...names, 'a', 'b/../a', 'a\0b'] });
			assert.deepEqual(found.slice(-3), ['a', 'dots', 'nul']);
			assert.ok(
				found.slice(0, -3).every((one) => one !== 'a' && one !== 'dots' && one !== 'nul'),
				JSON.stringify(found),
			);
		},
	},
	{
		says: 'a graph of 10 000 modules ends at the limit, and nothing is loaded beyond it',
		check: async ({ createSandbox }) => {
			const loaded = new Set<string>();
			const load = (id: string) => {
				loaded.add(id);
				return '';
			};
			const sandbox = createSandbox({ modules: { resolve: (name) => name, load }, limits: { wallMs: 30_000 } });
			assertLimit(errorOf(await sandbox.run(importing(10_000))), 'modules', 1_024);
			assert.ok(loaded.size <= 1_025, `${loaded.size} were loaded`);
		},
	},
	{
		says: 'of a loader that answers twice, the first answer counts; a thenable that never does ends at the deadline',
		check: async ({ createSandbox }) => {
			const twice = (first: unknown, second: unknown) => ({
				then(resolve: (value: unknown) => void, reject: (reason: unknown) => void) {
					resolve(first);
					resolve(second);
					reject(new Error('and then it failed'));
				},
			});
			const modules = {
				resolve: () => twice('one', null),
				load: (id: string) => twice(`export default ${JSON.stringify(id)}`, 'export default 2'),
			};
			assert.equal(await createSandbox({ modules: modules as unknown as Modules }).evaluate('import x from "x"; export default x'), 'one');
			const never = { resolve: (name: string) => name, load: () => ({ then: () => undefined }) } as unknown as Modules;
			assertLimit(errorOf(await createSandbox({ modules: never, limits: { wallMs: 300 } }).run('import "x"')), 'wallMs', 300);
		},
	},
	{
		says: 'a loader that throws, rejects or answers something else is a failed import, of which the host is told',
		check: async ({ createSandbox }) => {
			const refuse = () => {
				throw new Error('secret of the host');
			};
			const loads: unknown[] = [
				refuse,
				async () => refuse(),
				() => 5,
				() => ({}),
				() => ({ source: 5 }),
				() => ({ source: '', type: 'wasm' }),
				() => [],
				() => null,
			];
			for (const load of loads) {
				const modules = { resolve: (name: string) => name, load } as unknown as Modules;
				const outcome = await createSandbox({ modules }).run('import "x"', { filename: 'main.js' });
				const error = errorOf(outcome);
				assert.deepEqual([error.code, error.details['specifier']], ['GLOVEBOX_GUEST_MODULE', 'x'], String(load));
				assert.ok(!JSON.stringify([error.message, error.stack, error.details]).includes('secret'));
				assert.equal(outcome.diagnostics.length, 1, String(load));
			}
		},
	},
	{
		says: 'in a circle with an error, each importer gets that error, and gets it again',
		check: async ({ evaluate }) => {
			const modules = {
				a: 'import "b"; export const a = 1',
				b: 'import "c"; export const b = 1',
				c: 'import "a"; throw new RangeError("in c")',
			};
			const source = `
				const caught = [];
				for (const name of ['a', 'b', 'c', 'a']) await import(name).catch((error) => caught.push(error));
				[caught.map(String), new Set(caught).size]`;
			assert.deepEqual(await evaluate(source, { modules }), [Array(4).fill('RangeError: in c'), 1]);
		},
	},
	{
		says: 'with names of a megabyte a guest meets its limit of output, not the memory of the host',
		check: async ({ createSandbox }) => {
			const source = `for (let i = 0; i < 100; i++) await import('x'.repeat(300_000) + i).catch(() => undefined)`;
			const outcome = await createSandbox({ modules: {}, limits: { wallMs: 20_000 } }).run(source);
			assertLimit(errorOf(outcome), 'outputBytes', 2 ** 20);
			assert.ok(outcome.usage.outputBytes < 2 ** 21);
		},
	},
	{
		says: 'of names without end the loader is asked for sixteen times as many as there may be modules',
		check: async ({ createSandbox }) => {
			let asked = 0;
			const resolve = () => {
				asked += 1;
				return null;
			};
			const modules = { resolve, load: () => '' };
			const source = 'for (let i = 0; i < 1e4; i++) await import(`x${i}`).catch(() => undefined)';
			const outcome = await createSandbox({ modules, limits: { modules: 10, wallMs: 20_000 } }).run(source);
			assertLimit(errorOf(outcome), 'modules', 10);
			assert.equal(asked, 160);
		},
	},
];
