import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unmetReporter } from './unmet-reporter.ts';

test('unmetReporter() reports a test skipped because it needs something, and no other', async () => {
	const events = [
		{ type: 'test:pass', data: { name: 'a', file: 'a.test.ts', skip: 'needs bubblewrap' } },
		{ type: 'test:pass', data: { name: 'b', file: 'a.test.ts', skip: 'not on this system' } },
		{ type: 'test:pass', data: { name: 'c', file: 'a.test.ts', skip: true } },
		{ type: 'test:start', data: { name: 'd', file: 'a.test.ts', skip: 'needs bubblewrap' } },
	];
	const lines: string[] = [];
	for await (const line of unmetReporter(
		(async function* () {
			yield* events;
		})(),
	))
		lines.push(line);
	assert.deepEqual(lines, ['a.test.ts: a: needs bubblewrap\n']);
});

test('npm test ends with 1 when no file has the word in its path', () => {
	const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'test.ts'), 'no-such-suite'], { encoding: 'utf8' });
	assert.deepEqual({ status, stderr }, { status: 1, stderr: 'No test file has "no-such-suite" in its path.\n' });
});

test('require-node.js lets this Node through and tells an older one what to do', () => {
	const script = join(import.meta.dirname, 'require-node.js');
	assert.equal(spawnSync(process.execPath, [script]).status, 0);
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-require-'));
	try {
		const old = join(folder, 'old.cjs');
		writeFileSync(
			old,
			"Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } }); Object.defineProperty(process, 'version', { value: 'v20.1.0' });",
		);
		const { status, stderr } = spawnSync(process.execPath, ['--require', old, script], { encoding: 'utf8' });
		assert.equal(status, 1);
		assert.match(stderr, /^Node 26 runs this repository's scripts; this is v20\.1\.0\.\n/);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
