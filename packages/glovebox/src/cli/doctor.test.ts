import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { createSandbox } from '../index.ts';
import type { Findings } from './doctor/report.ts';
import { engineNames } from './engine-option.ts';
import { bin, glovebox } from './test/glovebox.ts';

test('doctor --json says what createSandbox() gives here, that it runs, and a remedy for what fails', { timeout: 120_000 }, async () => {
	const { code, stdout, stderr } = await glovebox(['doctor', '--json']);
	const { machine, engines, layers, boundary, engine, next } = JSON.parse(stdout) as Findings;
	await using sandbox = createSandbox();
	const { usage } = await sandbox.run('1');
	assert.deepEqual([code, stderr, boundary, engine, machine.node], [0, '', usage.boundary, usage.engine, process.version]);
	assert.deepEqual(
		engines.map((trial) => [trial.engine, trial.works]),
		engineNames.map((name) => [name, true]),
	);
	const stateOf = (name: string) => layers.find((layer) => layer.name === name)?.state;
	for (const name of ['isolated-vm', 'quickjs-wasi', '/proc', 'temporary folder', 'unstoppable loop'])
		assert.equal(stateOf(name), 'works', name);
	// What a carrier proved and what a sandbox gets are the same.
	const proven = ['carrier under landlock', 'carrier under bubblewrap'].filter((name) => stateOf(name) === 'works');
	assert.equal(boundary === 'confined-process', proven.length > 0);
	assert.equal(next === 'Nothing is missing.', proven.length > 0);
	for (const layer of layers) if (layer.state === 'fails') assert.ok(layer.remedy, layer.name);
});

test('doctor prints a calm table: 80 columns, no colours into a pipe, the verdict last', { timeout: 120_000 }, async () => {
	const { code, stdout, stderr } = await glovebox(['doctor']);
	assert.deepEqual([code, stderr], [0, '']);
	const lines = stdout.split('\n');
	assert.deepEqual(
		lines.filter((line) => line.length > 80 && !line.includes('→')),
		[],
	);
	assert.ok(!stdout.includes('\u001b'));
	assert.match(stdout, /\ncreateSandbox\(\) gives the boundary \S+, in \S+\.\nWhy {3}\S[\s\S]*\nNext {2}\S.*\n$/);
});

test('where the host may start no process, doctor says so, and which flag is missing', { timeout: 120_000 }, () => {
	const args = ['--permission', '--allow-fs-read=*', '--allow-worker', '--no-warnings', bin, 'doctor', '--json'];
	const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 100_000 });
	assert.deepEqual([status, stderr], [0, '']);
	const findings = JSON.parse(stdout) as Findings;
	assert.deepEqual([findings.boundary, findings.engine], ['wasm', 'worker(quickjs)']);
	assert.equal(findings.why, 'This process may not start others, so guests run in worker(quickjs).');
	assert.match(
		findings.layers.find(({ name }) => name === 'Node flags')?.remedy ?? '',
		/^Start Node with --allow-child-process --allow-addons too$/,
	);
	assert.deepEqual(findings.layers.find(({ name }) => name === 'unstoppable loop')?.state, 'fails');
});
