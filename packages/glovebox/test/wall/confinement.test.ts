import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createSandbox } from '../../src/create-sandbox.ts';
import { confine, problemOf, strongest } from '../../src/engines/carrier/confine.ts';
import { isolate } from '../../src/engines/isolate.ts';
import { nodeVm } from '../../src/engines/node-vm.ts';
import { quickjs } from '../../src/engines/quickjs.ts';
import { subprocess } from '../../src/engines/subprocess.ts';
import { carrierPid, hasEnded, isRunning } from './process-tree.ts';

const limit = { timeout: 60_000 };
const engines = { isolate, quickjs, nodeVm };
const skips = {
	landlock: problemOf('landlock') !== undefined && 'needs Landlock and node:ffi',
	bubblewrap: problemOf('bubblewrap') !== undefined && 'needs bubblewrap: apt-get install bubblewrap',
} as const;
const typeScript = 'enum Colour { Red = 7 } const red: number = Colour.Red; await new Promise((resolve) => setTimeout(resolve, 1)); red';

for (const driver of ['landlock', 'bubblewrap'] as const) {
	for (const [name, engine] of Object.entries(engines)) {
		test(`subprocess(${name}) under "${driver}" runs guests in a process that the kernel has confined`, {
			...limit,
			skip: skips[driver],
		}, async () => {
			await using sandbox = createSandbox({ engine: subprocess(engine(), { confine: driver }), limits: { wallMs: 20_000 } });
			const first = await sandbox.run('6 * 7');
			if (!first.ok) throw first.error;
			assert.deepEqual([first.value, first.usage.boundary, sandbox.boundary], [42, 'confined-process', 'confined-process']);
			assert.equal(await sandbox.evaluate(typeScript, { language: 'ts' }), 7);
			const session = await sandbox.open();
			const status = readFileSync(`/proc/${carrierPid()}/status`, 'latin1');
			session.close();
			const words = /^(?:NoNewPrivs|Seccomp|CapEff|CapBnd):.*$/gm;
			const found = Object.fromEntries([...status.matchAll(words)].map(([line]) => line.split(/:\s*/) as [string, string]));
			assert.deepEqual([found['NoNewPrivs'], found['Seccomp'], found['CapEff']], ['1', '2', '0000000000000000']);
		});

		test(`a guest of subprocess(${name}) under "${driver}" ends within a second of its host's death`, {
			...limit,
			skip: skips[driver],
		}, async () => {
			const file = path.join(import.meta.dirname, 'doomed-host.ts');
			const host = spawn(process.execPath, ['--conditions=glovebox-source', file, driver, name], { stdio: ['ignore', 'pipe', 'inherit'] });
			const [line] = (await once(host.stdout, 'data')) as [Buffer];
			const pid = Number(line.toString());
			assert.ok(isRunning(pid));
			host.kill('SIGKILL');
			assert.ok(await hasEnded(pid, 1_000));
		});
	}
}

test('subprocess() without confinement says so', () => {
	assert.deepEqual(
		Object.values(engines).map((engine) => subprocess(engine(), { confine: 'none' }).boundary),
		['process', 'process', 'realm'],
	);
});

test("subprocess() without confinement runs under Node's permission model", limit, () => {
	const source =
		'const got = []; for (const attempt of [() => process.binding("fs") && require("fs").readFileSync("/etc/passwd"),' +
		' () => require("child_process").spawnSync("true"), () => require("fs").writeFileSync("/tmp/glovebox-wall", "")])' +
		' try { attempt(); got.push("done") } catch (error) { got.push(error.code) } console.log(got.join())';
	const { file, args, boundary } = confine('none', { engine: 'nodeVm', memoryBytes: 2 ** 26, flags: [] });
	assert.equal(boundary, undefined);
	const { stdout } = spawnSync(file, [...args.slice(0, -2), '-e', source], { env: {}, encoding: 'utf8' });
	assert.equal(stdout.trim(), 'ERR_ACCESS_DENIED,ERR_ACCESS_DENIED,ERR_ACCESS_DENIED');
});

const anything = strongest() === undefined && 'needs Landlock and node:ffi, or bubblewrap';
test('a sandbox without an engine is confined where anything confines, and nothing is announced', { ...limit, skip: anything }, () => {
	const door = new URL('../../src/index.ts', import.meta.url).href;
	const source = `import { createSandbox } from '${door}';
		process.on('warning', ({ message }) => console.log(message));
		await using sandbox = createSandbox({ limits: { wallMs: 20_000 } });
		const { usage, value } = await sandbox.run('6 * 7');
		console.log(sandbox.boundary, usage.boundary, value);`;
	const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=glovebox-source', '--input-type=module', '-e', source], {
		encoding: 'utf8',
	});
	assert.deepEqual([stdout, stderr], ['confined-process confined-process 42\n', '']);
});
