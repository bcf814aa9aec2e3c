import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { problemOf } from '../carrier/confine.ts';

const skip = problemOf('landlock') !== undefined && 'needs Landlock and node:ffi';
const limit = { timeout: 60_000, skip };
const source = (file: string) => new URL(`../../../${file}`, import.meta.url).href;
const opening = `
	const { createSandbox } = await import('${source('src/index.ts')}');
	const { quickjs, subprocess } = await import('${source('src/engines/index.ts')}');
	const { carrierPid } = await import('${source('test/wall/process-tree.ts')}');
	const { readFileSync, readdirSync, readlinkSync } = await import('node:fs');
	await using sandbox = createSandbox({ engine: subprocess(quickjs(), { confine: 'landlock' }), limits: { wallMs: 20_000 } });
	const statusOf = (pid) => Object.fromEntries([...readFileSync('/proc/' + pid + '/status', 'latin1')
		.matchAll(/^(NoNewPrivs|Seccomp|CapEff):\\s*(\\S+)$/gm)].map(([, name, value]) => [name, value]));
`;

/** What a host of its own prints as JSON. */
function host(
	code: string,
	stdio: readonly (number | 'pipe' | 'ignore')[] = ['pipe', 'pipe', 'pipe'],
	before: readonly string[] = [],
): unknown {
	const args = ['--conditions=glovebox-source', '--input-type=module', '-e', `${opening}\n${code}\nprocess.exit();`];
	const { stdout, stderr, signal } = spawnSync('/usr/bin/env', [...before, process.execPath, ...args], {
		stdio: [...stdio],
		encoding: 'utf8',
		timeout: limit.timeout,
	});
	assert.notEqual(stdout, '', `${signal}: ${stderr}`);
	return JSON.parse(stdout);
}

test('a thread that starts confined carriers takes nothing from the host itself', limit, () => {
	const found = host(`
		const own = statusOf('self');
		const carried = await sandbox.evaluate('6 * 7');
		console.log(JSON.stringify([carried, JSON.stringify(statusOf('self')) === JSON.stringify(own), readdirSync('/').includes('proc')]));`);
	assert.deepEqual(found, [42, true, true]);
});

test('a host that changes its user lives on, and starts confined carriers as that user', {
	...limit,
	skip: skip || (process.getuid?.() !== 0 && 'needs root'),
}, () => {
	const found = host(`
		const first = await sandbox.evaluate('1');
		process.setgroups([65534]);
		process.setgid(65534);
		process.setuid(65534);
		await using other = createSandbox({ engine: subprocess(quickjs(), { confine: 'landlock' }), limits: { wallMs: 20_000 } });
		const second = await other.run('2');
		const [line] = /^Uid:.*$/m.exec(readFileSync('/proc/' + carrierPid() + '/status', 'latin1'));
		console.log(JSON.stringify([first, second.value, line.split('\\t').slice(1)]));`);
	assert.deepEqual(found, [1, 2, ['65534', '65534', '65534', '65534']]);
});

const rights = [
	['that may not take capabilities from others', ['--bounding-set=-setpcap', '--inh-caps=-setpcap']],
	[
		'that passes a capability on to what it starts',
		['--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=+net_bind_service', '--ambient-caps=+net_bind_service'],
	],
] as const;
for (const [what, options] of rights) {
	test(`a host ${what} starts carriers without any`, { ...limit, skip: skip || (process.getuid?.() !== 0 && 'needs root') }, () => {
		const found = host(
			`
			const value = await sandbox.evaluate('6 * 7');
			console.log(JSON.stringify([value, statusOf('self').CapEff === statusOf(carrierPid()).CapEff, statusOf(carrierPid()).CapEff]));`,
			['pipe', 'pipe', 'pipe'],
			['setpriv', ...options],
		);
		assert.deepEqual(found, [42, false, '0000000000000000']);
	});
}

test('a descriptor that the host inherited is not a carrier’s', limit, () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'glovebox-inherited-'));
	const file = path.join(folder, 'secret.txt');
	writeFileSync(file, 'secret');
	const fd = openSync(file, 'r');
	try {
		// Node marks the first sixteen, and those that follow them without a gap.
		const stdio = ['pipe', 'pipe', 'pipe', ...Array.from({ length: 17 }, () => 'ignore' as const), fd] as const;
		const found = host(
			`
			await sandbox.evaluate('1');
			const targets = (pid) => readdirSync('/proc/' + pid + '/fd').map((fd) => { try { return readlinkSync('/proc/' + pid + '/fd/' + fd) } catch { return '' } });
			console.log(JSON.stringify(['self', carrierPid()].map((pid) => targets(pid).some((target) => target.endsWith('secret.txt')))));`,
			stdio,
		);
		assert.deepEqual(found, [true, false]);
	} finally {
		closeSync(fd);
		rmSync(folder, { recursive: true });
	}
});

test('the end of that thread is the end of its carriers, and the next run has another', limit, () => {
	const found = host(`
		const threads = [];
		process.on('worker', (thread) => threads.push(thread));
		await sandbox.evaluate('1');
		const running = sandbox.run('for (;;);');
		await new Promise((resolve) => setTimeout(resolve, 100));
		await threads[0].terminate();
		const { error } = await running;
		console.log(JSON.stringify([error.code, await sandbox.evaluate('2'), threads.length]));`);
	assert.deepEqual(found, ['GLOVEBOX_CRASHED', 2, 2]);
});
