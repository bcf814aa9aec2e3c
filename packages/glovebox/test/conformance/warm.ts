/** Modules that were evaluated before there was a guest. */
import assert from 'node:assert/strict';
import type { SandboxOptions } from 'glovebox';
import type { Engine } from 'glovebox/engines';
import type { Bench, Promised, WholeSandbox } from './promise.ts';

const unless = (engine: Engine) => (engine.warms ? undefined : 'realms begin with nothing but what the sandbox gives');
const modules = {
	count: 'export let n = 0; export const add = () => (n += 1); globalThis.evaluated = (globalThis.evaluated ?? 0) + 1',
	list: 'import { add } from "count"; export const list = [1]; export const table = new Map([["a", { deep: true }]]); add()',
};

async function warmed({ createSandbox }: Bench, options: SandboxOptions = {}): Promise<WholeSandbox> {
	const sandbox = createSandbox({ modules, limits: { wallMs: 20_000 }, ...options });
	await sandbox.warm({ modules: ['list'] });
	return sandbox;
}

const look = 'import { n } from "count"; import { list, table } from "list"; export default [n, list, table.get("a"), evaluated]';
const fresh = [1, [1], { deep: true }, 1];

/** What warming promises. */
export const warm: readonly Promised[] = [
	{
		says: 'a warmed module is there as it was evaluated once, with what it imports, for runs and sessions',
		unless,
		check: async (bench) => {
			const sandbox = await warmed(bench);
			assert.deepEqual(await sandbox.evaluate(look), fresh);
			const session = await sandbox.open();
			assert.deepEqual(await session.evaluate(look), fresh);
			assert.deepEqual(await session.evaluate('const { add } = await import("count"); [add(), add(), evaluated]'), [2, 3, 1]);
			if (bench.engine.sync) assert.deepEqual(sandbox.evaluateSync(look), fresh);
		},
	},
	{
		says: 'nothing that a guest does to a warmed module or its realm is there for the next',
		unless,
		check: async (bench) => {
			const sandbox = await warmed(bench);
			await sandbox.evaluate(`import { add } from "count"; import { list, table } from "list";
				add(); list.push("left"); table.get("a").deep = "left"; table.clear(); globalThis.evaluated = "left"; globalThis.left = 1;
				Array.prototype.left = 1; Object.freeze(Map.prototype); export default 1`);
			assert.deepEqual(await sandbox.evaluate(look), fresh);
			assert.deepEqual(await sandbox.evaluate('[typeof left, [].left, Object.isFrozen(Map.prototype)]'), ['undefined', undefined, false]);
		},
	},
	{
		says: 'a warmed realm has the globals and the input of its own run, and random numbers of its own',
		unless,
		check: async (bench) => {
			const sandbox = await warmed(bench, { globals: { place: 'sandbox', other: 1 } });
			const source = '({ place, other, input: typeof input === "undefined" ? undefined : input, random: Math.random() })';
			const one = await sandbox.evaluate<{ random: number }>(source, { globals: { place: 'run' }, input: [1] });
			const two = await sandbox.evaluate<{ random: number }>(source);
			assert.deepEqual(
				[
					{ ...one, random: 0 },
					{ ...two, random: 0 },
				],
				[
					{ place: 'run', other: 1, input: [1], random: 0 },
					{ place: 'sandbox', other: 1, input: undefined, random: 0 },
				],
			);
			assert.notEqual(one.random, two.random);
		},
	},
	{
		says: 'a run with modules or capabilities of its own begins without what was warmed',
		unless,
		check: async (bench) => {
			const sandbox = await warmed(bench);
			const own = { modules: { list: 'export default typeof evaluated' } };
			assert.equal(await sandbox.evaluate('import own from "list"; export default own', own), 'undefined');
			const granted = { capabilities: { greet: () => 'hello' } };
			assert.deepEqual(await sandbox.evaluate('[await greet(), typeof evaluated]', granted), ['hello', 'undefined']);
			assert.deepEqual(await sandbox.evaluate(look), fresh);
		},
	},
	{
		says: 'while modules are warmed host functions fail; runs call them',
		unless,
		check: async (bench) => {
			const calls: unknown[] = [];
			const ask = (question: unknown) => void calls.push(question);
			const early = 'export let early; try { await ask("early") } catch (error) { early = error.message }';
			const sandbox = bench.createSandbox({ capabilities: { ask }, modules: { early }, limits: { wallMs: 20_000 } });
			await sandbox.warm({ modules: ['early'] });
			const source = 'import { early } from "early"; await ask("late"); export default early';
			assert.equal(await sandbox.evaluate(source), 'Cannot call ask while modules are warmed: no guest runs yet');
			assert.deepEqual(calls, ['late']);
		},
	},
	{
		says: 'what cannot be warmed is told, and the sandbox goes on as it was',
		unless,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ modules: { bad: 'throw new RangeError("no")', good: 'export default 1' } });
			await assert.rejects(sandbox.warm({ modules: ['bad'] }), { code: 'GLOVEBOX_GUEST_THROW', name: 'RangeError', message: 'no' });
			await assert.rejects(sandbox.warm({ modules: ['absent'] }), { code: 'GLOVEBOX_GUEST_MODULE' });
			assert.equal(await sandbox.evaluate('import good from "good"; export default good'), 1);
			await assert.rejects(createSandbox({}).warm({ modules: ['bad'] }), TypeError);
		},
	},
	{
		says: 'an engine that cannot warm modules says so',
		unless: (engine) => (engine.warms ? 'it can' : undefined),
		check: ({ createSandbox }) => assert.rejects(createSandbox({ modules }).warm({ modules: ['list'] }), { code: 'GLOVEBOX_UNSUPPORTED' }),
	},
];
