/**
 * Tables of what the web's globals do. Each case is the body of an async function and what it returns; `throws(name)` where it
 * throws. Every table runs on Node itself too, so that a wrong expectation is noticed, and on each engine in one run.
 */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Capabilities, createSandbox } from 'glovebox';
import { isolate, nodeVm, quickjs } from 'glovebox/engines';

/** A program and the value that it returns. */
export type Case = readonly [source: string, expected: unknown];

/** What a case gives that throws an error of this name. */
export function throws(name: string): { readonly thrown: string } {
	return { thrown: name };
}

export interface TableOptions {
	/** What guests are granted. */
	readonly capabilities?: Capabilities;
	/** What every source finds under the name `given`. */
	readonly given?: unknown;
	/** Sources that Node is known to answer otherwise than the standard and the engines, each with the reason. */
	readonly node?: Readonly<Record<string, string>>;
}

const engines = { nodeVm, isolate, quickjs } as const;

/** Evaluates every source and gives what it returned or threw. The same program for Node and for guests. */
const program = `
const AsyncFunction = (async () => {}).constructor;
const results = [];
for (const source of sources) {
	try {
		results.push({ returned: await new AsyncFunction('given', source)(given) });
	} catch (error) {
		results.push({ thrown: error instanceof Error || Error.isError(error) ? error.name : String(error) });
	}
}
return results;`;

/** Registers the tests of one table. */
export function webTable(name: string, cases: readonly Case[], { capabilities = {}, given = null, node = {} }: TableOptions = {}): void {
	const sources = cases.map(([source]) => (/^\s*(return|const|let|try|for|if|class|throw)\b/.test(source) ? source : `return ${source}`));
	assert.equal(new Set(sources).size, sources.length, 'a source stands twice');
	suite(`${name}: ${cases.length} cases`, () => {
		test('hold on Node itself', async () => {
			const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
			const results = (await new AsyncFunction('sources', 'given', program)(sources, given)) as unknown[];
			check(cases, structuredClone(results), node);
		});
		for (const [engine, make] of Object.entries(engines)) {
			test(`hold on ${engine}`, { timeout: 60_000 }, async () => {
				await using sandbox = createSandbox({ engine: make(), boundary: 'realm', capabilities, limits: { wallMs: 20_000 } });
				const outcome = await sandbox.run<unknown[]>(program, { kind: 'function', globals: { sources, given } });
				if (!outcome.ok) throw outcome.error;
				check(cases, outcome.value, {});
				assert.deepEqual(outcome.diagnostics, []);
			});
		}
	});
}

function check(cases: readonly Case[], results: readonly unknown[], known: Readonly<Record<string, string>>): void {
	const wrong: string[] = [];
	for (const [index, [source, expected]] of cases.entries()) {
		const right = isThrown(expected) ? expected : { returned: expected };
		const holds = equals(results[index], right);
		if (Object.hasOwn(known, source)) {
			if (holds) wrong.push(`${source}\n    is said to differ and does not`);
		} else if (!holds) wrong.push(`${source}\n    ${show(results[index])}\n    instead of ${show(right)}`);
	}
	assert.equal(wrong.length, 0, `${wrong.length} of ${cases.length} cases are wrong\n${wrong.join('\n')}`);
}

function isThrown(expected: unknown): boolean {
	return typeof expected === 'object' && expected !== null && 'thrown' in expected;
}

function equals(actual: unknown, expected: unknown): boolean {
	try {
		assert.deepStrictEqual(actual, expected);
		return true;
	} catch {
		return false;
	}
}

function show(value: unknown): string {
	return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)) ?? String(value);
}
