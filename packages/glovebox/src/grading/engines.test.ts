import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSandbox } from '../create-sandbox.ts';
import { type Engine, builtinModules, isolate, nodeVm, quickjs, subprocess, worker } from '../engines/index.ts';
import { check, grade } from './index.ts';

const engines: readonly Engine[] = [
	...[isolate(), quickjs(), nodeVm(), worker(quickjs()), subprocess(isolate()), subprocess(quickjs())],
	subprocess(nodeVm({ builtins: ['vm'] })),
];
const checks = [
	check({
		id: 'one',
		task: 1,
		sentence: 'doubles 1',
		drive: async ({ double }: { double: (n: number) => number }) => double(1),
		expect: 2,
	}),
	check({
		...{ id: 'many', task: 2, sentence: 'doubles any number', forAll: fc.integer(), runs: 20 },
		drive: ({ double }: { double: (n: number) => number }, n) => double(n),
		expect: (n: number) => 2 * n,
	}),
];

for (const engine of engines) {
	test(`grade() works with ${engine.name}`, { timeout: 120_000 }, async () => {
		await using sandbox = createSandbox({
			engine,
			boundary: engine.boundary,
			limits: { wallMs: 30_000 },
			pool: { min: 0, startMs: 60_000 },
		});
		const right = await grade({ sandbox, submission: 'export const double = (n: number) => 2 * n', checks });
		assert.deepEqual([right.status, right.points], ['pass', 2]);
		const wrong = await grade({ sandbox, submission: 'export const double = (n: number) => (n > 7 ? 0 : 2 * n)', checks });
		assert.deepEqual([wrong.status, wrong.points, wrong.checks[1]?.got, wrong.checks[1]?.expected], ['fail', 1, '0', '16']);
	});
}

test('a submission imports builtins of Node only where it is given them, in a process of its own', { timeout: 120_000 }, async () => {
	const engine = subprocess(nodeVm({ builtins: ['vm'] }));
	await using sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 30_000 }, pool: { min: 0, startMs: 60_000 } });
	const submission = 'import vm from "node:vm"; export const double = (n: number) => vm.runInNewContext(`2 * ${n}`)';
	const [one] = checks;
	const given = await grade({ sandbox, submission, checks: [one!], modules: builtinModules(['vm']) });
	assert.equal(given.status, 'pass');
	const missing = await grade({ sandbox, submission: 'import "node:fs"', checks: [one!], modules: builtinModules(['vm']) });
	assert.equal(missing.status, 'error');
	const leaving = 'getBuiltinModule("vm").runInThisContext("process").exit(0); export const double = () => 2';
	const left = await grade({ sandbox, submission: leaving, checks: [one!] });
	assert.equal(left.checks[0]?.message, 'It ended the process that it ran in.');
});
