import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fails, works } from './layer.ts';
import { readVerdict } from './verdict.ts';

const landlock = 'carrier under landlock';
const bubblewrap = 'carrier under bubblewrap';

test('readVerdict() names the confinement that was proven, and then nothing is missing', () => {
	const trial = { engine: 'subprocess(isolate)', works: true, boundary: 'confined-process' };
	assert.deepEqual(readVerdict(trial, [fails(landlock, 'no'), works(bubblewrap, 'yes')], [fails('node:ffi', 'no', 'Use Node 26')]), {
		boundary: 'confined-process',
		engine: 'subprocess(isolate)',
		why: 'Each carrier is a process that bubblewrap leaves nothing: no file, network or other process. It proves so before its first guest.',
		next: 'Nothing is missing.',
	});
});

test('readVerdict() says why a process is not confined, and the first remedy of what the confinements stand on', () => {
	const trial = { engine: 'subprocess(isolate)', works: true, boundary: 'process' };
	const confinements = [fails(landlock, 'bad option', 'Use Node 26'), fails(bubblewrap, 'no bwrap', 'apt-get')];
	const layers = [works('seccomp', 'yes'), fails('cgroup', 'no'), fails('user namespaces', 'refused', 'sudo sysctl -w a=1')];
	assert.deepEqual(readVerdict(trial, confinements, layers), {
		boundary: 'process',
		engine: 'subprocess(isolate)',
		why: 'The carrier is a process, but not a confined one. carrier under landlock: bad option. carrier under bubblewrap: no bwrap.',
		next: 'sudo sysctl -w a=1',
	});
});

test('readVerdict() says that there is no boundary where the default does not run', () => {
	const trial = { engine: 'the default', works: false, problem: 'it crashed' };
	assert.deepEqual(readVerdict(trial, [], [fails('quickjs-wasi', 'not installed', 'npm install quickjs-wasi')]), {
		boundary: 'none',
		engine: 'the default',
		why: 'it crashed',
		next: 'npm install quickjs-wasi',
	});
});
