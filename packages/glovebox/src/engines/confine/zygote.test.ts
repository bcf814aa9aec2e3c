import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { test } from 'node:test';
import { childrenOf } from '../../../test/bombs/proc.ts';
import { hasEnded } from '../../../test/wall/process-tree.ts';
import { createSandbox, type Sandbox } from '../../index.ts';
import { problemOf } from '../carrier/confine.ts';
import { quickjs } from '../quickjs.ts';
import { subprocess } from '../subprocess.ts';

const limit = { timeout: 60_000, skip: problemOf('landlock') !== undefined && 'needs Landlock and node:ffi' };
const engine = subprocess(quickjs(), { confine: 'landlock' });
const reapMs = 5_000;
const lingerMs = 8_000;

/** A carrier of its own for each session. */
function opened(): Sandbox {
	return createSandbox({ engine, limits: { wallMs: 20_000 }, pool: { min: 0 } });
}

/** The process that the carriers are copies of, and these. */
function family(): { readonly zygote: number; readonly copies: readonly number[] } {
	const [zygote = 0] = childrenOf(process.pid).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('--zygote'));
	return { zygote, copies: childrenOf(zygote) };
}

/** What a process has open, by names that tell it from what others have. */
function objectsOf(pid: number): readonly string[] {
	return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
		const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
		const number = /^eventfd-id:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1'))?.[1];
		return target.startsWith('/') || (target.startsWith('anon_inode') && number === undefined) ? [] : [`${target}${number ?? ''}`];
	});
}

test('carriers of QuickJS are copies of one process, and share no descriptor with it or with each other', limit, async () => {
	await using sandbox = opened();
	await using first = await sandbox.open();
	await using second = await sandbox.open();
	await Promise.all([first.run('1'), second.run('2')]);
	const { zygote, copies } = family();
	assert.equal(copies.length, 2);
	const objects = [zygote, ...copies].flatMap((pid) => [...new Set(objectsOf(pid))]);
	assert.deepEqual(new Set(objects).size, objects.length);
	const shared = copies.map((pid) => readdirSync(`/proc/${pid}/fd`).filter((fd) => /pidfd/.test(readlinkSync(`/proc/${pid}/fd/${fd}`))));
	assert.deepEqual(shared, [[], []]);
});

test('a copy is held to limits of its own, and leads a session of its own', limit, async () => {
	await using sandbox = opened();
	await using session = await sandbox.open();
	await session.run('1');
	const { zygote, copies } = family();
	const descriptors = [zygote, copies.at(-1)].map(
		(pid) => /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'latin1'))?.[1],
	);
	assert.equal(descriptors[1], '64');
	assert.notEqual(descriptors[0], '64');
	const [, , , sessionId] =
		readFileSync(`/proc/${copies.at(-1)}/stat`, 'latin1')
			.split(') ')
			.at(-1)
			?.split(' ') ?? [];
	assert.equal(sessionId, String(copies.at(-1)));
});

test('no two copies draw the same random numbers', limit, async () => {
	const draws = await Promise.all(
		Array.from({ length: 3 }, async () => {
			await using sandbox = opened();
			const first = await sandbox.evaluate('Math.random()');
			// As many realms as a carrier has random states for from its host: it draws the next itself.
			for (let run = 0; run < 511; run += 1) await sandbox.evaluate('1');
			return [first, await sandbox.evaluate('Math.random()')];
		}),
	);
	assert.equal(new Set(draws.flat()).size, 6);
});

test('a copy that has ended leaves nothing behind', limit, async () => {
	const sandbox = opened();
	await sandbox.evaluate('1');
	const pid = family().copies.at(-1) ?? 0;
	await sandbox.close();
	assert.ok(await hasEnded(pid, reapMs));
	const until = performance.now() + reapMs;
	while (family().copies.includes(pid) && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5));
	assert.deepEqual(family().copies.includes(pid), false);
});

test('the process that carriers are copies of ends when no carrier is left', limit, async () => {
	const sandbox = opened();
	await sandbox.evaluate('1');
	const { zygote } = family();
	await sandbox.close();
	assert.ok(await hasEnded(zygote, lingerMs + reapMs));
	await using other = opened();
	assert.equal(await other.evaluate('6 * 7'), 42);
});

test('the end of the process that carriers are copies of is theirs, and the next run has another', limit, async () => {
	await using sandbox = opened();
	await sandbox.evaluate('1');
	const running = sandbox.run('for (;;);');
	await new Promise((resolve) => setTimeout(resolve, 50));
	const { zygote } = family();
	process.kill(zygote, 'SIGKILL');
	const outcome = await running;
	assert.deepEqual(
		[!outcome.ok && outcome.error.code, await sandbox.evaluate('6 * 7'), family().zygote === zygote],
		['GLOVEBOX_CRASHED', 42, false],
	);
});
