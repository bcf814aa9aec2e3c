/** Enormous input, in either direction, ends a run and does nothing to the host. */
import assert from 'node:assert/strict';
import { hostFunction } from 'glovebox';
import { assertLimit, errorOf, type Failed, type Promised, resultOf } from './promise.ts';

/** As long as a string of V8 can be: 2 ** 29 - 24 characters, a gigabyte in UTF-8 where each takes two bytes. */
const longest = 2 ** 29 - 24;
/** What may be said of a guest that is too much for its engine or its limits; a `RangeError` is a stack overflow. */
const ends = new Set(['GLOVEBOX_LIMIT', 'GLOVEBOX_GUEST_VALUE', 'GLOVEBOX_GUEST_SYNTAX', 'GLOVEBOX_GUEST_THROW', 'GLOVEBOX_GUEST_MODULE']);

/** Guests whose result, argument or error is too much. Each builds it in its own time and memory. */
const enormous: readonly (readonly [what: string, source: string])[] = [
	['a result nested ten million deep', 'let v = []; for (let i = 0; i < 1e7; i++) v = [v]; v'],
	['a result of records nested ten million deep', 'let v = {}; for (let i = 0; i < 1e7; i++) v = { v }; v'],
	['a map nested a million deep', 'let v = new Map(); for (let i = 0; i < 1e6; i++) v = new Map([[1, v]]); v'],
	[
		'a chain of a hundred thousand causes',
		'let e = new Error("x"); for (let i = 0; i < 1e5; i++) e = new Error("x", { cause: e }); throw e',
	],
	['an error of a hundred thousand errors', 'throw new AggregateError(Array.from({ length: 1e5 }, () => new Error("x")))'],
	['an error with a message of a hundred megabytes', 'throw new Error("x".repeat(1e8))'],
	['an error with a name of a hundred megabytes', 'const e = new Error("x"); e.name = "x".repeat(1e8); throw e'],
	['an error with a stack of a hundred megabytes', 'const e = new Error("x"); e.stack = "x".repeat(1e8); throw e'],
	['a thrown text of a hundred megabytes', 'throw "x".repeat(1e8)'],
	['an argument nested a million deep', 'let v = []; for (let i = 0; i < 1e6; i++) v = [v]; await take(v); 1'],
	['a synchronous argument of a hundred megabytes', 'takeNow("x".repeat(1e8)); 1'],
	['a printed text of a hundred megabytes', 'console.log("x".repeat(1e8)); 1'],
	['a printed value nested a million deep', 'let v = []; for (let i = 0; i < 1e6; i++) v = [v]; console.log(v); 1'],
	['a rejection that nobody handles, of a hundred megabytes', 'Promise.reject(new Error("x".repeat(1e8))); await null; 1'],
	['an import of a hundred megabytes', 'await import("x".repeat(1e8))'],
];

const enormousRows = enormous.map(
	([what, source]): Promised => ({
		says: `${what} ends the run, or is cut, and the next run is well`,
		// Where a thread's heap ends within V8 itself, Node ends the process; the engine declares that it does not keep memoryBytes.
		unless: ({ stop, stacks }) => (stop === 'thread' && stacks === 'shared' ? 'the heap of a thread, which V8 ends' : undefined),
		check: async ({ run, evaluate }) => {
			const capabilities = { take: () => 1, takeNow: hostFunction({ sync: true, handler: () => 1 }) };
			const outcome = await run(source, { capabilities });
			if (outcome.ok) assert.equal(outcome.value, 1);
			else assert.ok(ends.has(outcome.error.code), `${outcome.error.code} ${JSON.stringify(outcome.error.details)}`);
			assert.ok(textOf(outcome).length < 2 ** 21, `${textOf(outcome).length} characters`);
			assert.equal(await evaluate('6 * 7'), 42);
		},
	}),
);

/** Arrays in one another, the innermost empty. */
function nested(depth: number): unknown[] {
	let value: unknown[] = [];
	for (let i = 0; i < depth; i++) value = [value];
	return value;
}

function depthOf(value: unknown): number {
	let depth = 0;
	for (let at = value as unknown[]; at.length > 0; at = at[0] as unknown[]) depth += 1;
	return depth;
}

/** All text of an outcome that a guest could have made long. */
function textOf(outcome: { ok: boolean; error?: unknown; console: unknown; diagnostics: readonly { error?: unknown }[] }): string {
	const errors = [outcome.error, ...outcome.diagnostics.map(({ error }) => error)] as (Failed | undefined)[];
	return JSON.stringify([outcome.console, errors.map((error) => [error?.name, error?.message, error?.stack, error?.codeFrame])]);
}

export const enormousInput: readonly Promised[] = [
	{
		says: 'a source of a gigabyte is over sourceBytes at once, as source, as program and as module',
		check: async ({ run, createSandbox, fails }) => {
			const source = 'é'.repeat(longest);
			const began = performance.now();
			for (const language of ['js', 'ts', 'auto'] as const) assertLimit(await fails(source, { language }), 'sourceBytes', 2 ** 20);
			const program = { source, filename: 'a.js', kind: 'auto', language: 'auto' } as const;
			assertLimit(errorOf(await run(program)), 'sourceBytes', 2 ** 20);
			assertLimit(await fails('import "m"', { modules: { m: source } }), 'sourceBytes', 2 ** 20);
			await assert.rejects(createSandbox().compile(source), { code: 'GLOVEBOX_LIMIT' });
			assert.ok(performance.now() - began < 4_000, `${performance.now() - began} ms`);
		},
	},
	{
		says: 'source nested ten million deep is a syntax error soon, where sourceBytes lets it through',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { sourceBytes: 2 ** 26, wallMs: 5_000 } });
			for (const bracket of ['[', '(', '{']) {
				const error = errorOf(await sandbox.run(bracket.repeat(10_000_000)));
				assert.ok(error.code === 'GLOVEBOX_GUEST_SYNTAX' || error.details['limit'] === 'wallMs', `${bracket} ${error.message}`);
			}
			assert.equal(await sandbox.evaluate('1'), 1);
		},
	},
	{
		says: "values cross 20 000 deep; input that lies a million deep is the host's TypeError, a result GLOVEBOX_GUEST_VALUE",
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { memoryBytes: 2 ** 28, outputBytes: 2 ** 25, wallMs: 9_000 } });
			const count = 'let n = 0; for (let at = input; at.length; at = at[0]) n++; [n, input]';
			const [n, back] = (await sandbox.evaluate(count, { input: nested(20_000) })) as [number, unknown];
			assert.deepEqual([n, depthOf(back)], [20_000, 20_000]);
			await assert.rejects(sandbox.run('1', { input: nested(1e6) }), {
				name: 'CopyError',
				message: /^Cannot copy "options….*100000 deep$/,
			});
			const error = errorOf(await sandbox.run('let v = []; for (let i = 0; i < 1e5; i++) v = [v]; v'));
			assert.deepEqual(
				[error.code, /^Cannot copy "result….*100000 deep$/.test(error.message)],
				['GLOVEBOX_GUEST_VALUE', true],
				error.message,
			);
		},
	},
	{
		says: 'input of half a gigabyte is over inputBytes, as is what a host function answers',
		check: async ({ fails }) => {
			const text = 'x'.repeat(longest);
			assertLimit(await fails('1', { input: text }), 'inputBytes', 2 ** 24);
			assertLimit(await fails('await f()', { capabilities: { f: () => text } }), 'inputBytes', 2 ** 24);
		},
	},
	...enormousRows,
	{
		says: 'ten thousand keys and a hundred thousand items cross in order',
		check: async ({ run }) => {
			const source = 'const o = {}; for (let i = 0; i < 1e4; i++) o["k" + i] = i; [o, Array.from({ length: 1e5 }, (_, i) => i)]';
			const [record, list] = resultOf(await run(source)) as [Record<string, number>, number[]];
			assert.deepEqual([Object.keys(record)[9_999], record['k9999'], list.length, list[99_999]], ['k9999', 9_999, 100_000, 99_999]);
		},
	},
];
