import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { childrenOf } from '../../test/bombs/proc.ts';
import { isolate } from './isolate.ts';
import { nodeVm } from './node-vm.ts';
import { quickjs } from './quickjs.ts';
import { subprocess } from './subprocess.ts';
import { worker } from './worker.ts';

const limit = { timeout: 60_000 };
const start = { memoryBytes: 64 * 2 ** 20, stackBytes: undefined, startMs: 20_000 };

test('subprocess() promises a process, what the engine inside promises, and what the system keeps', () => {
	const { start: _, ...promises } = subprocess(isolate(), { confine: 'none' });
	assert.deepEqual(promises, {
		name: 'subprocess(isolate)',
		boundary: 'process',
		stop: 'process',
		sync: false,
		waits: true,
		snapshot: false,
		warms: false,
		positions: 'column',
		rejections: 'first',
		stacks: 'own',
		limits: {
			wallMs: { kept: true },
			cpuMs: { kept: true },
			memoryBytes: { kept: true, floor: 8 * 2 ** 20 },
			stackBytes: { kept: false },
		},
		region: 'asked',
		observes: ['profile'],
		inspects: false,
		carrierServes: 'many',
	});
});

test('subprocess() makes no boundary of nodeVm, and lets its process serve once', () => {
	const { boundary, stop, carrierServes } = subprocess(nodeVm(), { confine: 'none' });
	assert.deepEqual({ boundary, stop, carrierServes }, { boundary: 'realm', stop: 'process', carrierServes: 'one' });
});

test('subprocess() refuses what it cannot hold', () => {
	const refusal = { name: 'TypeError', message: 'subprocess(engine) takes isolate(), quickjs() or nodeVm()' };
	assert.throws(() => subprocess(subprocess(quickjs())), refusal);
	assert.throws(() => subprocess(worker(quickjs())), refusal);
	// @ts-expect-error: called from JavaScript
	assert.throws(() => subprocess(), refusal);
});

test('subprocess() refuses a confinement that it does not know, by name', () => {
	for (const confine of ['strong', '', null, 1]) {
		// @ts-expect-error: called from JavaScript
		assert.throws(() => subprocess(quickjs(), { confine }), {
			name: 'TypeError',
			message: 'options.confine must be one of "auto", "landlock", "bubblewrap", "none"',
		});
	}
});

test('subprocess() and nodeVm() refuse options that they do not know, by name', () => {
	const misspelt = { confin: 'none', builtin: ['fs'] } as object;
	assert.throws(() => subprocess(quickjs(), misspelt), {
		name: 'TypeError',
		message: 'options.confin is no option of subprocess(); the options are confine',
	});
	assert.throws(() => nodeVm(misspelt), {
		name: 'TypeError',
		message: 'options.confin is no option of nodeVm(); the options are builtins',
	});
});

for (const confine of ['auto', 'none'] as const) {
	test(`subprocess() with confine "${confine}" starts a carrier that proves its boundary`, limit, async () => {
		const engine = subprocess(quickjs(), { confine });
		const carrier = await engine.start(start);
		assert.equal(carrier.boundary, engine.boundary);
		carrier.close();
	});
}

test('subprocess() starts engines although their memory limit was lifted', limit, async () => {
	for (const inner of [quickjs(), nodeVm()]) {
		const carrier = await subprocess(inner).start({ ...start, memoryBytes: Infinity });
		carrier.close();
	}
});

test('a process of subprocess() has no environment but its time zone and locale', { skip: process.platform !== 'linux' }, async () => {
	for (const confine of ['none', 'auto'] as const) {
		const before = childrenOf(process.pid);
		const region = { timeZone: 'Europe/Berlin', locale: 'de-DE' };
		const carrier = await subprocess(quickjs(), { confine }).start({ ...start, region });
		const [child] = childrenOf(process.pid).filter((pid) => !before.includes(pid));
		// Bubblewrap holds the carrier in a process of its own, which has the shell's additions.
		const names = readFileSync(`/proc/${child}/environ`, 'latin1')
			.split('\0')
			.filter((entry) => !/^(?:|PWD=.*|OLDPWD=.*|_=.*)$/.test(entry));
		assert.deepEqual(names.sort(), ['LC_ALL=de-DE', 'TZ=Europe/Berlin']);
		carrier.close();
	}
});
