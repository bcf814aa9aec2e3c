/** What the guide "Operating it" says, run. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { compile, createSandbox, hostFunction, type Outcome, PublicError } from 'glovebox';
import { isolate, quickjs, worker } from 'glovebox/engines';
import { claim } from '../../../claim.ts';

const limits = { wallMs: 10_000 };
const errorCode = (outcome: Outcome) => (outcome.ok ? undefined : outcome.error.code);

claim('full-is-refused', async () => {
	await using sandbox = createSandbox({ engine: worker(quickjs()), pool: { max: 1, queue: 1 }, limits });
	const runs = await Promise.all([1, 2, 3].map((n) => sandbox.run(`${n}`)));
	assert.deepEqual(runs.map(errorCode), [undefined, undefined, 'GLOVEBOX_CAPACITY']);
});

claim('three-times', async () => {
	await using sandbox = createSandbox({ engine: worker(quickjs()), pool: { max: 1 }, limits });
	const wait = 'await new Promise((done) => setTimeout(done, 200))';
	const [, second] = await Promise.all([sandbox.run(wait), sandbox.run('1', { limits: { wallMs: 5_000 } })]);
	assert.ok(second?.ok && second.usage.queueMs + second.usage.startMs >= 150);
	assert.ok(second.usage.wallMs < second.usage.queueMs + second.usage.startMs + 5_000);
});

claim('cpu-is-not-wall', async () => {
	await using sandbox = createSandbox({ engine: isolate(), limits });
	const { usage } = await sandbox.run('await new Promise((done) => setTimeout(done, 300))');
	assert.ok(usage.wallMs >= 290 && usage.cpuMs !== undefined && usage.cpuMs < 200);
});

claim('deadline-covers-waiting', async () => {
	await using sandbox = createSandbox({ engine: isolate(), capabilities: { never: () => new Promise(() => {}) }, limits: { wallMs: 100 } });
	for (const source of ['await never()', 'await new Promise((done) => setTimeout(done, 60_000))', 'for (;;) await null']) {
		assert.equal(errorCode(await sandbox.run(source)), 'GLOVEBOX_LIMIT');
	}
});

claim('abort-reaches-host', async () => {
	const caller = new AbortController();
	let isAborted = false;
	const slow = hostFunction({
		handler: async ({ signal }) => {
			setImmediate(() => caller.abort());
			await once(signal, 'abort');
			isAborted = true;
		},
	});
	await using sandbox = createSandbox({ engine: isolate(), capabilities: { slow }, limits });
	const outcome = await sandbox.run('await slow()', { signal: caller.signal });
	await new Promise(setImmediate);
	assert.deepEqual([errorCode(outcome), isAborted], ['GLOVEBOX_ABORTED', true]);
});

claim('realms-are-fresh', async () => {
	await using sandbox = createSandbox({ engine: worker(quickjs()), pool: { max: 1 }, limits });
	await sandbox.run('globalThis.left = 1; Object.prototype.left = 1; setInterval(() => {}, 1); 1');
	assert.deepEqual(await sandbox.evaluate('[typeof left, typeof ({}).left]'), ['undefined', 'undefined']);
});

claim('killed-is-replaced', async () => {
	await using sandbox = createSandbox({ engine: worker(quickjs()), pool: { max: 1 }, limits });
	assert.equal(errorCode(await sandbox.run('for (;;);', { limits: { wallMs: 100 } })), 'GLOVEBOX_LIMIT');
	assert.equal(await sandbox.evaluate('6 * 7'), 42);
});

claim('compile-once', async () => {
	const program = compile('input * 2');
	await using sandbox = createSandbox({ engine: isolate() });
	assert.deepEqual([await sandbox.evaluate(program, { input: 4 }), await sandbox.evaluate(program, { input: 5 })], [8, 10]);
});

claim('host-errors-stay', async () => {
	const find = () => {
		throw new Error('postgres://app:stand-in@db refused');
	};
	await using sandbox = createSandbox({ engine: isolate(), capabilities: { find } });
	const outcome = await sandbox.run('try { await find() } catch (error) { error.message + error.stack }');
	assert.ok(outcome.ok && /find failed/.test(String(outcome.value)) && !/stand-in/.test(String(outcome.value)));
	assert.match(String(outcome.diagnostics[0]?.error), /stand-in/);
});

claim('public-errors', async () => {
	const find = () => {
		throw new PublicError('There is no such order');
	};
	await using sandbox = createSandbox({ engine: isolate(), capabilities: { find } });
	assert.equal(await sandbox.evaluate('try { await find() } catch (error) { error.message }'), 'There is no such order');
});

claim('close-ends-runs', async () => {
	const sandbox = createSandbox({ engine: worker(quickjs()), limits });
	const running = sandbox.run('await new Promise((done) => setTimeout(done, 60_000))');
	await sandbox.close();
	assert.equal(errorCode(await running), 'GLOVEBOX_CLOSED');
});

claim('usage-names-engine', async () => {
	await using sandbox = createSandbox({ engine: worker(quickjs()), limits });
	const { usage } = await sandbox.run('1');
	assert.deepEqual([usage.engine, usage.boundary], ['worker(quickjs)', 'wasm']);
});
