/** Closing a sandbox at any moment, and what is left of it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { descendantsOf } from '../bombs/proc.ts';
import { lasting } from './aborts.ts';
import { runInChild } from './child.ts';
import { errorOf, needs, type Promised } from './promise.ts';

const closeRows = lasting.map(
	([what, source, unless]): Promised => ({
		says: `${what} ends when the sandbox is closed`,
		unless,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 8_000 }, capabilities: { never: () => new Promise(() => {}) } });
			const running = sandbox.run(source);
			setTimeout(() => void sandbox.close(), 150);
			const error = errorOf(await running);
			assert.deepEqual([error.name, error.code], ['EngineError', 'GLOVEBOX_CLOSED']);
		},
	}),
);

export const closing: readonly Promised[] = [
	...closeRows,
	{
		says: 'a loop ends when the sandbox is closed where the guest has a thread or process of its own',
		unless: needs.force,
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ limits: { wallMs: 8_000 } });
			const running = sandbox.run('for (;;);');
			setTimeout(() => void sandbox.close(), 200);
			assert.equal(errorOf(await running).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'closing twice is harmless, and running after it is an outcome with GLOVEBOX_CLOSED',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			assert.equal(await sandbox.evaluate('1'), 1);
			await sandbox.close();
			await sandbox.close();
			const error = errorOf(await sandbox.run('1'));
			assert.deepEqual([error.name, error.code], ['EngineError', 'GLOVEBOX_CLOSED']);
			await assert.rejects(sandbox.evaluate('1'), { code: 'GLOVEBOX_CLOSED' });
		},
	},
	{
		says: 'a sandbox that never ran can be closed',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			await sandbox.close();
			assert.equal(errorOf(await sandbox.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'runs that wait when the sandbox is closed are told so',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox({ pool: { max: 1, min: 0 } });
			const running = Array.from({ length: 3 }, () => sandbox.run('await new Promise((done) => setTimeout(done, 800))'));
			setTimeout(() => void sandbox.close(), 100);
			assert.deepEqual(
				(await Promise.all(running)).map((outcome) => errorOf(outcome).code),
				['GLOVEBOX_CLOSED', 'GLOVEBOX_CLOSED', 'GLOVEBOX_CLOSED'],
			);
		},
	},
	{
		says: 'closing while a run is about to start is an outcome, not a hang',
		check: async ({ createSandbox }) => {
			const sandbox = createSandbox();
			const running = sandbox.run('1');
			await sandbox.close();
			const outcome = await running;
			if (!outcome.ok) assert.equal(outcome.error.code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'await using closes a sandbox, as does using',
		check: async ({ createSandbox }) => {
			const kept = [];
			{
				await using sandbox = createSandbox();
				using other = createSandbox();
				kept.push(sandbox, other);
				assert.equal(await sandbox.evaluate('1'), 1);
			}
			for (const sandbox of kept) assert.equal(errorOf(await sandbox.run('1')).code, 'GLOVEBOX_CLOSED');
		},
	},
	{
		says: 'a process whose sandbox is closed ends by itself',
		check: async ({ combination }) => {
			const { stdout, code } = await runInChild(combination, 'ends');
			assert.deepEqual([stdout, code], ['42', 0]);
		},
	},
	{
		says: 'a closed sandbox leaves no process behind',
		alone: true,
		unless: needs.process,
		check: async ({ createSandbox }) => {
			const before = children();
			const made = new Set<number>();
			const look = () => {
				for (const pid of children()) if (!before.has(pid)) made.add(pid);
			};
			const sandbox = createSandbox({ capabilities: { look } });
			await sandbox.evaluate('await look()');
			look();
			assert.ok(made.size > 0, 'a process was started');
			await sandbox.close();
			await until(() => [...made].every((pid) => !alive(pid)));
		},
	},
	{
		says: 'a process that is killed from outside ends its run with GLOVEBOX_CRASHED, and the next run is well',
		alone: true,
		unless: needs.process,
		check: async ({ createSandbox }) => {
			const before = children();
			const sandbox = createSandbox({ pool: { min: 0 }, limits: { wallMs: 5_000 } });
			const running = sandbox.run('await ready(); await new Promise((done) => setTimeout(done, 4_000))', {
				capabilities: {
					ready: () => {
						for (const pid of children()) if (!before.has(pid)) process.kill(pid, 'SIGKILL');
					},
				},
			});
			assert.equal(errorOf(await running).code, 'GLOVEBOX_CRASHED');
			assert.equal(await sandbox.evaluate('1'), 1);
		},
	},
];

/** Processes that this one started, or that these started, and that have not ended. */
function children(): Set<number> {
	return new Set(descendantsOf(process.pid).filter(alive));
}

/** A zombie has ended; only its number is left. */
function alive(pid: number): boolean {
	try {
		return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

/** Waits for something that no event tells; gives up after 20 s: what makes carriers waits some seconds for another order. */
async function until(holds: () => boolean): Promise<void> {
	const end = Date.now() + 20_000;
	while (!holds()) {
		assert.ok(Date.now() < end, 'it must happen within 20 s');
		await new Promise((done) => setTimeout(done, 20));
	}
}
