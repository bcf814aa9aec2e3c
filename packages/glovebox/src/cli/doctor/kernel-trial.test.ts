import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { problemOf } from '../../engines/carrier/confine.ts';
import { kernelLayers } from './kernel.ts';
import { kernelTrial } from './kernel-trial.ts';

const skip = problemOf('landlock') !== undefined && 'needs Landlock and node:ffi';

test('the trial of the kernel takes a file and a call away from its process, where Landlock works', { skip }, () => {
	const { stdout, stderr } = spawnSync(process.execPath, ['--experimental-ffi', '--no-warnings', '-e', kernelTrial], { encoding: 'utf8' });
	const { landlock, ...rest } = JSON.parse(stdout);
	assert.deepEqual([rest, landlock >= 1, stderr], [{ file: 'EACCES', filter: 'set', call: 'refused' }, true, '']);
});

test('kernelLayers() are those of Linux, with a remedy for each that fails', () => {
	const layers = kernelLayers();
	assert.deepEqual(
		layers.map(({ name }) => name),
		['node:ffi', 'Landlock', 'seccomp', 'user namespaces', 'AppArmor', 'cgroup'],
	);
	assert.deepEqual(
		layers.filter(({ state, remedy }) => state === 'fails' && remedy === undefined),
		[],
	);
});

test('kernelLayers() of another system are one sentence and where to go', () => {
	const platform = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor;
	Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' });
	try {
		const detail = 'darwin has none that Glovebox drives';
		const remedy = 'Run on Linux: a container or a virtual machine will do';
		assert.deepEqual(kernelLayers(), [{ name: 'confinement', state: 'fails', detail, remedy }]);
	} finally {
		Object.defineProperty(process, 'platform', platform);
	}
});
