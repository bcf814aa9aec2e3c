/** What the guide "Testing isolated code" says, run. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import vm from 'node:vm';
import * as fc from 'fast-check';
import { createSandbox, type Outcome } from 'glovebox';
import { isolate, quickjs } from 'glovebox/engines';
import { check, grade } from 'glovebox/grading';
import { claim } from '../../../claim.ts';

const limits = { wallMs: 10_000 };
const errorCode = (outcome: Outcome) => (outcome.ok ? undefined : outcome.error.code);

claim('corpus-has-a-yardstick', async () => {
	const secret = randomUUID();
	Object.defineProperty(globalThis, 'standIn', { value: secret, configurable: true });
	const attack = "give.constructor.constructor('return globalThis.standIn')()";
	const give = () => 1;
	assert.equal(vm.runInNewContext(attack, { give }), secret);
	await using sandbox = createSandbox({ engine: isolate(), capabilities: { give } });
	assert.equal(await sandbox.evaluate(attack), undefined);
});

claim('proof-is-a-secret', async () => {
	const secret = randomUUID();
	await using sandbox = createSandbox({ engine: isolate() });
	for (const attempt of ['"I escaped"', 'throw new Error("escaped")', 'typeof process']) {
		const outcome = await sandbox.run(attempt);
		assert.ok(!(outcome.ok && outcome.value === secret));
	}
});

claim('canary', async () => {
	await using sandbox = createSandbox({ engine: quickjs(), limits, capabilities: { store: { get: (key: string) => key.length } } });
	const { ok, console, calls, ...rest } = await sandbox.run('console.log("here"); await store.get("four") + 38');
	assert.deepEqual([ok, 'value' in rest && rest.value, console.map(({ text }) => text), calls.length], [true, 42, ['here'], 1]);
});

claim('hostile-canary', async () => {
	await using sandbox = createSandbox({ engine: quickjs(), limits: { wallMs: 100 } });
	assert.equal(errorCode(await sandbox.run('for (;;);')), 'GLOVEBOX_LIMIT');
});

const engines = [isolate(), quickjs()];
const onBoth = async (source: string): Promise<Outcome[]> => {
	const outcomes: Outcome[] = [];
	for (const engine of engines) {
		await using sandbox = createSandbox({ engine, limits });
		outcomes.push(await sandbox.run(source));
	}
	return outcomes;
};

claim('differential', async () => {
	for (const source of [
		'[10, 9, 1].sort()',
		'"ǅ".toLowerCase()',
		'[..."a\\u{1F600}"].length',
		'0.1 + 0.2',
		'Object.keys({ b: 1, 2: 1, a: 1 })',
	]) {
		const [a, b] = await onBoth(source);
		assert.ok(a?.ok && b?.ok);
		assert.deepEqual(a.value, b.value);
	}
});

claim('messages-differ', async () => {
	const [a, b] = await onBoth('null.x');
	assert.ok(a && !a.ok && b && !b.ok);
	assert.equal(a.error.name, b.error.name);
	assert.notEqual(a.error.message, b.error.message);
});

claim('fuzz-round-trip', async () => {
	await using sandbox = createSandbox({ engine: isolate(), limits });
	const anything = fc.anything({
		withMap: true,
		withSet: true,
		withDate: true,
		withBigInt: true,
		withTypedArray: true,
		withSparseArray: true,
	});
	const values = fc
		.sample(anything, { numRuns: 50, seed: 1 })
		.filter((value) => !JSON.stringify(fc.stringify(value)).includes('__proto__'));
	for (const value of values) assert.deepEqual(await sandbox.evaluate('input', { input: value }), value);
});

claim('shrinking', () => {
	const property = fc.property(fc.array(fc.integer()), (list) => list.length < 3);
	const { failed, counterexample } = fc.check(property, { seed: 1 });
	assert.deepEqual([failed, counterexample], [true, [[0, 0, 0]]]);
});

claim('getters-are-refused', async () => {
	await using sandbox = createSandbox({ engine: isolate() });
	const outcome = await sandbox.run('({ get trap() { throw new Error("ran") } })');
	assert.equal(errorCode(outcome), 'GLOVEBOX_GUEST_VALUE');
});

claim('deterministic', async () => {
	await using sandbox = createSandbox({ engine: quickjs(), limits, deterministic: { seed: 7, now: 0 } });
	const source = '[Math.random(), new Date().toISOString()]';
	assert.deepEqual(await sandbox.evaluate(source), await sandbox.evaluate(source));
});

claim('clock-stands-still', async () => {
	await using sandbox = createSandbox({ engine: isolate(), limits, deterministic: { seed: 7, now: 1_000 } });
	assert.deepEqual(await sandbox.evaluate('const from = Date.now(); for (let i = 0; i < 1e6; i++); [from, Date.now()]'), [1_000, 1_000]);
});

claim('fresh-realm', async () => {
	await using sandbox = createSandbox({ engine: isolate() });
	await sandbox.run('Array.prototype.left = 1; globalThis.left = 1');
	assert.deepEqual(await sandbox.evaluate('[typeof [].left, typeof left]'), ['undefined', 'undefined']);
});

claim('limits-by-code', async () => {
	await using sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 100 } });
	const outcome = await sandbox.run('for (;;);');
	assert.deepEqual(!outcome.ok && outcome.error.details, { limit: 'wallMs', allowed: 100 });
});

claim('mutation', async () => {
	interface Submission {
		readonly add: (a: number, b: number) => number;
	}
	const adds = (id: string, a: number, b: number, expect: number) =>
		check({ id, task: 1, sentence: 'adds', input: [a, b], drive: ({ add }: Submission, [x = 0, y = 0]) => add(x, y), expect });
	await using sandbox = createSandbox({ engine: isolate(), limits });
	const wrong = 'export const add = (a, b) => a * b';
	const weak = await grade({ sandbox, submission: wrong, checks: [adds('twos', 2, 2, 4)] });
	const strong = await grade({ sandbox, submission: wrong, checks: [adds('twos', 2, 2, 4), adds('other', 2, 3, 5)] });
	assert.deepEqual([weak.status, strong.status], ['pass', 'fail']);
});
