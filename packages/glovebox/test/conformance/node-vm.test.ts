/**
 * The table on `nodeVm`, in a process without the test runner: its async hooks and a timeout of node:vm that ends a guest between two
 * jobs end the process, with "async hook stack has become corrupted" (Node 26.10).
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('nodeVm keeps every promise that it does not declare absent', { timeout: 280_000 }, () => {
	const matrix = fileURLToPath(new URL('matrix.ts', import.meta.url));
	const { status, stdout } = spawnSync(process.execPath, ['--conditions=glovebox-source', matrix, '--broken', 'nodeVm'], {
		encoding: 'utf8',
		env: { PATH: process.env.PATH },
	});
	console.log(stdout.trim());
	assert.equal(status, 0, stdout);
});
