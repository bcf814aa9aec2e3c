/** Programs: made ready once, run often, anywhere. */
import assert from 'node:assert/strict';
import { compile } from 'glovebox';
import { assertLimit, type Bench, errorOf, isLimit, type Promised } from './promise.ts';

type Compile = (...args: Parameters<typeof compile>) => unknown;

/** The exported `compile` and the sandbox's own. */
const makers: readonly (readonly [name: string, of: (bench: Bench) => Compile])[] = [
	['compile', () => compile],
	[
		'sandbox.compile',
		({ sandbox }) =>
			(...args) =>
				sandbox.compile(...args),
	],
];

const both = makers.flatMap(([name, of]): Promised[] => {
	const program = async (bench: Bench, ...args: Parameters<typeof compile>) =>
		(await of(bench)(...args)) as Awaited<ReturnType<typeof bench.sandbox.compile>>;
	return [
		{
			says: `a program of ${name} runs again and again, each time in a fresh realm`,
			check: async (bench) => {
				const once = await program(bench, 'globalThis.n = (globalThis.n ?? 0) + input; n');
				assert.deepEqual([await bench.evaluate(once, { input: 1 }), await bench.evaluate(once, { input: 5 })], [1, 5]);
			},
		},
		{
			says: `a program of ${name} can run twice at once`,
			check: async (bench) => {
				const once = await program(bench, 'await new Promise((done) => setTimeout(done, 30)); input');
				assert.deepEqual(await Promise.all([bench.evaluate(once, { input: 1 }), bench.evaluate(once, { input: 2 })]), [1, 2]);
			},
		},
		{
			says: `a program of ${name} runs in another sandbox`,
			check: async (bench) => {
				const once = await program(bench, 'const x: number = 20; x * 2 + 2', { filename: 'a.ts' });
				assert.deepEqual([await bench.evaluate(once), await bench.createSandbox().evaluate(once)], [42, 42]);
			},
		},
		{
			says: `a program of ${name} keeps its kind, language and filename`,
			check: async (bench) => {
				assert.equal(await bench.evaluate(await program(bench, 'return 3', { kind: 'function' })), 3);
				assert.equal(await bench.evaluate(await program(bench, 'export default 4', { kind: 'module' })), 4);
				assert.equal(await bench.evaluate(await program(bench, 'enum E { A = 5 }; E.A', { language: 'ts' })), 5);
				const error = await bench.fails(await program(bench, '\nthrow new Error("x")', { filename: 'shop.js' }));
				assert.match(error.stack as string, /shop\.js:2/);
			},
		},
		{
			says: `a program of ${name} cannot be changed`,
			check: async (bench) => assert.ok(Object.isFrozen(await program(bench, '1'))),
		},
		{
			says: `${name} of what does not parse tells the place, at once or when it is run`,
			check: async (bench) => {
				const seen = await program(bench, '1;\nlet = ;', { filename: 'bad.js' }).then(
					(once) => bench.fails(once),
					(error: unknown) => error,
				);
				const { code, line, name } = seen as { code: string; line: number; name: string };
				assert.deepEqual([code, name, line], ['GLOVEBOX_GUEST_SYNTAX', 'SyntaxError', 2]);
			},
		},
	];
});

export const programs: readonly Promised[] = [
	...both,
	{
		says: "sandbox.compile keeps the sandbox's sourceBytes",
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { sourceBytes: 100 } });
			await assert.rejects(async () => sandbox.compile(' '.repeat(101)), isLimit('sourceBytes', 100));
			assert.equal(await sandbox.evaluate(await sandbox.compile('5'.padEnd(100))), 5);
		},
	},
	{
		says: 'a program is held to sourceBytes of the sandbox that runs it',
		check: async ({ createSandbox }) => {
			const program = await compile('5'.padEnd(500));
			assertLimit(errorOf(await createSandbox({ limits: { sourceBytes: 100 } }).run(program)), 'sourceBytes', 100);
		},
	},
	{
		says: 'sandbox.compile of a parser bomb ends soon and leaves the sandbox well',
		check: async ({ sandbox, evaluate }) => {
			for (const source of [
				'['.repeat(500_000),
				'a?'.repeat(200_000),
				`${'('.repeat(200_000)}1${')'.repeat(200_000)}`,
				`let x: ${'A<'.repeat(100_000)}`,
			]) {
				const began = performance.now();
				await Promise.resolve(sandbox.compile(source)).then(
					(program) => sandbox.run(program),
					() => undefined,
				);
				assert.ok(performance.now() - began < 6_000, `${source.slice(0, 6)} took ${performance.now() - began} ms`);
			}
			assert.equal(await evaluate('let x: number = 1; x'), 1);
		},
	},
	{
		says: 'sandbox.compile after close is GLOVEBOX_CLOSED',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			await assert.rejects(async () => sandbox.compile('1'), { code: 'GLOVEBOX_CLOSED' });
		},
	},
	{
		says: 'source is run as it is: lone surrogates, NUL, separators, a byte order mark, wide names',
		check: async ({ evaluate }) => {
			assert.deepEqual(await evaluate('["\ud800".length, "a\0b".length, "\u2028".length, "😀".codePointAt(0)]'), [1, 3, 1, 0x1f600]);
			assert.equal(await evaluate('\ufeff1 + 1'), 2);
			assert.equal(await evaluate('const größe = 1, 漢字 = 2, $_ = 3; größe + 漢字 + $_'), 6);
		},
	},
	{
		says: 'a filename is text: whatever it holds, places stay right and nothing is read',
		check: async ({ fails, evaluate }) => {
			for (const filename of ['a b (c).js', 'a:1:2.js', "it's.js", '__proto__', 'node:fs', 'x'.repeat(300), 'ü.js', '<anonymous>']) {
				const error = await fails('\nthrow new Error("x")', { filename });
				assert.deepEqual([error.code, error.line], ['GLOVEBOX_GUEST_THROW', 2], filename);
				assert.equal(await evaluate('await 5', { filename }), 5);
			}
		},
	},
	{
		says: 'sourceURL and sourceMappingURL comments change no place',
		check: async ({ fails }) => {
			for (const comment of [
				'//# sourceURL=other.js',
				'//# sourceMappingURL=a.map',
				'//# sourceMappingURL=data:application/json;base64,e30=',
			]) {
				const error = await fails(`\nthrow new Error("x")\n${comment}`, { filename: 'mine.js' });
				assert.deepEqual([error.line, error.stack?.includes('mine.js:2')], [2, true], `${comment}: ${error.stack}`);
			}
		},
	},
	{
		says: 'an object that only looks like a program is refused',
		check: async ({ sandbox }) => {
			const program = await compile('1');
			for (const fake of [{ ...program, kind: 'root' }, { source: 5, filename: 'x', kind: 'auto', language: 'auto' }, { source: '1' }]) {
				await assert.rejects(sandbox.run(fake as never), { name: 'TypeError' });
			}
		},
	},
];
