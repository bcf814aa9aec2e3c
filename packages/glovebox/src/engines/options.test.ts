import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolate, nodeVm, quickjs, subprocess, worker } from './index.ts';

type Make = (options?: never) => unknown;

const makers: Readonly<Record<string, Make>> = {
	'isolate()': (options) => isolate(options),
	'quickjs()': (options) => quickjs(options),
	'nodeVm()': (options) => nodeVm(options),
	'worker()': (options) => worker(quickjs(), options),
	'subprocess()': (options) => subprocess(quickjs(), options),
};

for (const [name, make] of Object.entries(makers)) {
	test(`${name} refuses what is no option of it`, () => {
		assert.throws(() => make({ memory: 1 } as never), {
			name: 'TypeError',
			message: new RegExp(`^options\\.memory is no option of ${name.replace('()', '\\(\\)')}; (?:it has none|the options are \\w+)$`),
		});
		assert.throws(() => make(5 as never), { name: 'TypeError', message: `${name}: options must be an object` });
		assert.doesNotThrow(() => make({} as never));
	});
}

test('worker() and subprocess() refuse what is no engine that they can hold', () => {
	for (const carrier of [worker, subprocess]) {
		for (const engine of [undefined, 5, 'quickjs', quickjs, carrier(quickjs())]) {
			const message = `${carrier.name}(engine) takes isolate(), quickjs() or nodeVm()`;
			assert.throws(() => carrier(engine as never), { name: 'TypeError', message });
		}
	}
});
