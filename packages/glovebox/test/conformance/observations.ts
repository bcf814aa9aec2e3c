/** What can be observed of a run, and debuggers. */
import assert from 'node:assert/strict';
import type { Observation } from '../../src/core/engine.ts';
import type { Engine } from 'glovebox/engines';
import { errorOf, type Promised } from './promise.ts';

const observed = (name: Observation) => (engine: Engine) =>
	engine.observes.includes(name) ? undefined : `the engine does not observe "${name}"`;
const refused = (name: Observation) => (engine: Engine) => (engine.observes.includes(name) ? `the engine observes "${name}"` : undefined);

const work = `function busy(n: number) {
	let sum = 0;
	for (let i = 0; i < n; i++) sum += Math.sqrt(i);
	return sum;
}
function idle() {
	return 1;
}
if (busy(1e8) < 0) {
	idle();
}
await 0;
'done'`;

const names: readonly Observation[] = ['profile', 'coverage', 'heapSnapshot'];

export const observations: readonly Promised[] = [
	{
		says: 'profile shows where the time went, by functions and places of the guest, and nothing of what runs it',
		unless: observed('profile'),
		check: async ({ createSandbox }) => {
			const outcome = await createSandbox({ limits: { wallMs: 30_000 } }).run(work, { filename: 'work.ts', profile: true });
			assert.equal(outcome.ok && outcome.value, 'done');
			const { nodes = [], samples = [], timeDeltas = [] } = outcome.profile ?? {};
			const frames = nodes.map(({ callFrame }) => callFrame).filter(({ url }) => url !== '');
			assert.ok(
				frames.some(({ functionName, lineNumber, columnNumber }) => functionName === 'busy' && lineNumber === 0 && columnNumber === 13),
			);
			assert.deepEqual([...new Set(frames.map(({ url }) => url))], ['work.ts']);
			const busy = nodes.filter(({ callFrame }) => callFrame.functionName === 'busy').map(({ id }) => id);
			const ids = new Set(nodes.map(({ id }) => id));
			assert.ok(samples.every((id) => ids.has(id)) && samples.some((id) => busy.includes(id)));
			assert.equal(samples.length, timeDeltas.length);
		},
	},
	{
		says: 'coverage counts lines and functions of the program and its modules, in their own text',
		unless: observed('coverage'),
		check: async ({ createSandbox }) => {
			const modules = { half: 'export const half = (n) => n / 2;\nexport function unused() {\n\treturn 0;\n}' };
			const source = 'import { half } from "half";\n\nexport default half(4) === 2\n\t? half(8)\n\t: half(1);';
			const outcome = await createSandbox({ modules }).run(source, { filename: 'main.js', coverage: true });
			assert.equal(outcome.ok && outcome.value, 4);
			assert.deepEqual(outcome.coverage, [
				{
					filename: 'half',
					lines: [
						[1, 1],
						[2, 0],
						[3, 0],
						[4, 0],
					].map(([line, count]) => ({ line, count })),
					functions: [
						{ name: 'half', line: 1, count: 2 },
						{ name: 'unused', line: 2, count: 0 },
					],
				},
				{
					filename: 'main.js',
					lines: [
						[3, 1],
						[4, 1],
						[5, 0],
					].map(([line, count]) => ({ line, count })),
					functions: [],
				},
			]);
		},
	},
	{
		says: "heapSnapshot is a snapshot of V8's, and holds what the guest held",
		unless: observed('heapSnapshot'),
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { memoryBytes: 256 * 2 ** 20, wallMs: 30_000 } });
			const outcome = await sandbox.run('globalThis.kept = { mark: "snow" + Date.now() * 0 }; 1', { heapSnapshot: true });
			const { snapshot, strings } = JSON.parse(Buffer.from(outcome.heapSnapshot ?? []).toString());
			assert.ok(snapshot.node_count > 1_000 && strings.includes('snow0'));
		},
	},
	{
		says: 'a run that is ended by force has no observations, and says all else',
		unless: observed('profile'),
		check: async ({ createSandbox }) => {
			const outcome = await createSandbox().run('for (;;);', { profile: true, limits: { wallMs: 200 } });
			assert.deepEqual([errorOf(outcome).code, outcome.profile], ['GLOVEBOX_LIMIT', undefined]);
		},
	},
	{
		says: 'a run that was asked for nothing has no observations, and another value than true or false is refused by name',
		check: async ({ sandbox, run, engine }) => {
			const outcome = await run('1', { profile: false });
			assert.deepEqual(
				names.filter((name) => name in outcome),
				[],
			);
			for (const name of engine.observes) {
				await assert.rejects(sandbox.run('1', { [name]: 1 as never }), {
					name: 'TypeError',
					message: `options.${name} must be true or false`,
				});
			}
		},
	},
	...names.map(
		(name): Promised => ({
			says: `${name} is refused with the engines that have it, where the engine has not`,
			unless: refused(name),
			check: ({ sandbox, engine }) =>
				assert.rejects(sandbox.run('1', { [name]: true }), (error: Error & { code?: string }) => {
					assert.equal(error.code, 'GLOVEBOX_UNSUPPORTED');
					assert.match(error.message, new RegExp(`^Cannot observe "${name}" on .*: use .*worker\\(nodeVm\\(\\)\\)$`));
					return error.message.includes(engine.name);
				}),
		}),
	),
	{
		says: 'inspect is refused, with where a debugger can be attached',
		unless: (engine) => (engine.inspects ? 'a debugger can be attached' : undefined),
		check: ({ createSandbox }) =>
			assert.throws(() => createSandbox({ inspect: true }), {
				code: 'GLOVEBOX_UNSUPPORTED',
				message: /: use subprocess\(nodeVm\(\), \{ confine: 'none' \}\) and accept it with boundary: 'realm'$/,
			}),
	},
];
