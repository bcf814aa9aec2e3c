import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { firstWord, hasEnded, isRunning, openRealm, program, startEvaluator, startProgram } from '../../../test/carrier/carriers.ts';
import { childrenOf } from '../../../test/bombs/proc.ts';
import { lies } from '../../../test/carrier/lies.ts';
import type { Exit } from '../../core/engine.ts';

const limit = { timeout: 60_000 };
const endless = 'post(String(process.pid)); for (;;);';

for (const name of Object.keys(lies)) {
	test(`a process that sends ${name} is ended for breaking the protocol`, limit, async () => {
		const carrier = await startProgram('./liar.ts', ['when open', name]);
		const exited = new Promise<Exit>((resolve) => {
			carrier.onExit = resolve;
		});
		const heard = openRealm(carrier, () => new Promise(() => undefined));
		const exit = await exited;
		assert.equal(exit.reason, 'protocol');
		assert.match(exit.message, /^the carrier sent /);
		assert.deepEqual(heard.exits, [exit]);
		assert.deepEqual(heard.messages, []);
	});
}

test('a process that sends half a frame is a carrier that says nothing', limit, async () => {
	const carrier = await startProgram('./liar.ts', ['when open', 'half a frame']);
	const heard = openRealm(carrier);
	await new Promise((resolve) => setTimeout(resolve, 100));
	carrier.close();
	assert.deepEqual([heard.messages, heard.exits], [[], []]);
});

test('a process that breaks the protocol instead of being ready does not start', limit, async () => {
	await assert.rejects(startProgram('./liar.ts', ['at start', 'random bytes']), {
		code: 'GLOVEBOX_PROTOCOL',
		message: 'Cannot start process(liar): the carrier sent a frame of the unknown type 47',
	});
	await assert.rejects(startProgram('./liar.ts', ['at start', 'a message of no realm']), { code: 'GLOVEBOX_PROTOCOL' });
});

test('a process that never speaks is given up and dead', limit, async () => {
	const before = children();
	await assert.rejects(startProgram('./liar.ts', ['at start', 'half a frame'], { startMs: 400 }), {
		code: 'GLOVEBOX_CRASHED',
		message: 'Cannot start process(liar): not ready within "pool.startMs" of 400',
	});
	for (const pid of children()) if (!before.includes(pid)) assert.ok(await hasEnded(pid, 1_000));
});

test('a process that cannot start tells its last words, as far as the host keeps them', limit, async () => {
	const started = startProgram('./no-such-program.ts', []);
	await assert.rejects(
		started,
		(error: Error) => /exit code 1: [\s\S]*MODULE_NOT_FOUND/.test(error.message) && error.message.length < 4_300,
	);
});

test('a process killed at any moment ends each open realm once', limit, async () => {
	for (let round = 0; round < 8; round += 1) {
		const carrier = await startEvaluator('process');
		const exits: Exit[] = [];
		const exited = new Promise<void>((resolve) => {
			carrier.onExit = (exit) => {
				exits.push(exit);
				resolve();
			};
		});
		const heard = openRealm(carrier, () => new Promise(() => undefined));
		const source = ['', "ask('never')", 'for (;;);', 'for (let i = 0; i < 1e6; i += 1) post("x".repeat(1e4));'][round % 4];
		const pid = Number(await firstWord(heard, `post(String(process.pid)); ${source}`));
		await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
		process.kill(pid, 'SIGKILL');
		await exited;
		const expected = [{ reason: 'crashed', message: 'signal SIGKILL' }];
		assert.deepEqual([heard.exits, exits], [expected, expected]);
		await heard.realm.close();
	}
});

test('a process that dies by itself tells how', limit, async () => {
	const exit = async (source: string): Promise<Exit | undefined> => {
		const carrier = await startEvaluator('process');
		const heard = openRealm(carrier);
		heard.realm.start(program(source));
		await heard.next();
		return heard.exits[0];
	};
	assert.deepEqual(await exit("process.stderr.write('x'.repeat(10_000)); process.reallyExit(7)"), {
		reason: 'crashed',
		message: `exit code 7: ${'x'.repeat(4_096)}`,
	});
	const thrown = await exit("throw new TypeError('the engine broke')");
	assert.equal(thrown?.reason, 'crashed');
	assert.match(thrown?.message ?? '', /^exit code 1: [\s\S]*TypeError: the engine broke/);
});

test('a process in an endless loop is dead within 20 ms of close()', limit, async () => {
	const took: number[] = [];
	for (let round = 0; round < 5; round += 1) {
		const carrier = await startEvaluator('process');
		const pid = Number(await firstWord(openRealm(carrier), endless));
		const since = performance.now();
		carrier.close();
		assert.ok(performance.now() - since < 100, 'close() does not wait');
		assert.ok(await hasEnded(pid, 2_000));
		took.push(performance.now() - since);
	}
	assert.ok(Math.min(...took) < 20, `took ${took}`);
});

test('a process has no environment, and no descriptor of the host but its own', limit, async () => {
	const carrier = await startEvaluator('process');
	const pid = Number(await firstWord(openRealm(carrier), 'post(String(process.pid))'));
	assert.equal(readFileSync(`/proc/${pid}/environ`, 'latin1'), '');
	assert.deepEqual(readdirSync(`/proc/${pid}/cwd/`), readdirSync('/'));
	// Leader of its own session: the terminal's signals do not reach it.
	const stat = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ');
	assert.equal(stat?.[3], String(pid));
	carrier.close();
});

test('a process that takes more memory than its guest may is ended', limit, async () => {
	const carrier = await startEvaluator('process', 'evaluator', { memoryBytes: 32 * 2 ** 20 });
	const heard = openRealm(carrier);
	heard.realm.start(program('globalThis.kept = []; for (;;) kept.push(Buffer.alloc(2 ** 20, 1))'));
	await heard.next();
	assert.equal(heard.exits[0]?.reason, 'memory');
	const grew = Number(/\d+/.exec(heard.exits[0]?.message ?? '')?.[0]);
	assert.ok(grew > 96 * 2 ** 20 && grew < 400 * 2 ** 20, `grew by ${grew}`);
	assert.equal(heard.realm.usage().peakMemoryBytes, grew);
});

test('a process that runs longer than its guest may is ended, and one that sleeps is not', limit, async () => {
	const carrier = await startEvaluator('process', 'waiting');
	const heard = openRealm(carrier);
	heard.realm.arm({ wallMs: 10_000, cpuMs: 100 });
	assert.equal(await firstWord(heard, "setTimeout(post, 300, 'slept')"), 'slept');
	heard.realm.start(program('for (;;);'));
	await heard.next();
	assert.equal(heard.exits[0]?.reason, 'interrupted');
	assert.ok((heard.realm.usage().cpuMs ?? 0) > 100);
});

const states = { idle: '', 'in an endless loop': 'for (;;);', 'waiting for an answer': "ask('never')" };
for (const [state, source] of Object.entries(states)) {
	for (const engine of state === 'in an endless loop' ? ['evaluator'] : ['evaluator', 'waiting']) {
		test(`a process of "${engine}", ${state}, ends within a second of its host's death`, limit, async () => {
			const host = runProgram('doomed-host.ts', engine, source);
			const [line] = (await once(host.stdout, 'data')) as [Buffer];
			const pid = Number(line.toString());
			assert.ok(isRunning(pid));
			host.kill('SIGKILL');
			assert.ok(await hasEnded(pid, 1_000));
		});
	}
}

for (const kind of ['process', 'thread']) {
	test(`an idle ${kind} does not keep its host alive`, limit, async () => {
		const host = runProgram('idle-host.ts', kind);
		const [word] = (await once(host.stdout, 'data')) as [Buffer];
		const [code] = await once(host, 'exit');
		assert.deepEqual([word.toString(), code], ['used', 0]);
	});
}

test('fifty processes started and closed leave no descriptor and no process behind', { timeout: 120_000 }, async () => {
	const use = async () => {
		const carrier = await startEvaluator('process', 'waiting');
		const heard = openRealm(carrier);
		const pid = Number(await firstWord(heard, 'post(String(process.pid))'));
		carrier.close();
		return pid;
	};
	await use();
	const before = descriptors();
	const pids: number[] = [];
	for (let round = 0; round < 25; round += 1) pids.push(...(await Promise.all([use(), use()])));
	for (const pid of pids) assert.ok(await hasEnded(pid, 1_000));
	assert.equal(new Set(pids).size, 50);
	await new Promise((resolve) => setTimeout(resolve, 50));
	assert.ok(descriptors() <= before, `${descriptors()} descriptors, before ${before}`);
	assert.deepEqual(
		children().filter((pid) => pids.includes(pid) && isRunning(pid)),
		[],
	);
});

function runProgram(file: string, ...args: readonly string[]) {
	const path = fileURLToPath(new URL(`../../../test/carrier/${file}`, import.meta.url));
	return spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function descriptors(): number {
	return readdirSync('/proc/self/fd').length;
}

function children(): readonly number[] {
	return childrenOf(process.pid);
}
