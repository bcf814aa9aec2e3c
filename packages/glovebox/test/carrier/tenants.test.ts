import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox } from '../../src/create-sandbox.ts';
import type { Engine } from '../../src/core/engine.ts';
import { isolate } from '../../src/engines/isolate.ts';
import { quickjs } from '../../src/engines/quickjs.ts';
import { subprocess } from '../../src/engines/subprocess.ts';
import { hasProc } from '../bombs/proc.ts';
import { tellApart } from './known-carriers.ts';

const limit = { timeout: 120_000, skip: !hasProc && 'needs /proc' };
const limits = { wallMs: 60_000 };
const parties = ['a', 'b', 'c', undefined];

/** Runs of several tenants at once, in two sandboxes that name the same ones; each program says whose it is. */
async function mix(engine: () => Engine): Promise<Map<number, Set<string>>> {
	const served = new Map<number, Set<string>>();
	for (const name of ['first', 'second']) {
		const { engine: known, started } = tellApart(engine());
		await using sandbox = createSandbox({ engine: known, boundary: known.boundary, limits, pool: { max: 4 } });
		const runs = Array.from({ length: 12 }, (_, at) => {
			const tenant = parties[at % parties.length];
			return sandbox.evaluate(`'${name} ${tenant}'`, tenant === undefined ? {} : { tenant });
		});
		assert.deepEqual(
			await Promise.all(runs),
			runs.map((_, at) => `${name} ${parties[at % parties.length]}`),
		);
		assert.equal(started.length, runs.length);
		for (const { pids, source } of started) {
			assert.ok(pids.length > 0);
			for (const pid of pids) served.set(pid, (served.get(pid) ?? new Set()).add(source));
		}
	}
	return served;
}

for (const engine of [() => subprocess(quickjs(), { confine: 'none' }), () => subprocess(isolate(), { confine: 'none' })]) {
	test(`no process of ${engine().name} ever serves two tenants, or two sandboxes`, limit, async () => {
		const served = await mix(engine);
		assert.ok(served.size >= 2 * parties.length);
		assert.deepEqual(
			[...served.values()].filter(({ size }) => size > 1),
			[],
		);
	});
}

test('a process that has served one tenant and is idle serves no other, and serves its own again', limit, async () => {
	const { engine, started } = tellApart(subprocess(quickjs(), { confine: 'none' }));
	await using sandbox = createSandbox({ engine, limits, pool: { max: 4, idleMs: 120_000 } });
	for (const tenant of ['a', 'a', 'b', undefined, 'b', 'a', undefined]) {
		while (sandbox.stats().carriers.starting > 0) await sleep(1);
		await sandbox.evaluate(`'${tenant}'`, tenant === undefined ? {} : { tenant });
	}
	const served = new Map<number, Set<string>>();
	for (const { carrier, source } of started) served.set(carrier, (served.get(carrier) ?? new Set()).add(source));
	assert.deepEqual([...served.values()].map((sources) => [...sources].join()).sort(), ["'a'", "'b'", "'undefined'"]);
});

test('a process that has served one tenant is not handed to another one that waits', limit, async () => {
	const { engine, started } = tellApart(subprocess(quickjs(), { confine: 'none' }));
	const { promise: held, resolve: release } = Promise.withResolvers<number>();
	await using sandbox = createSandbox({ engine, limits, pool: { max: 1 }, capabilities: { wait: () => held } });
	const first = sandbox.evaluate('await wait()', { tenant: 'a' });
	while (started.length === 0) await sleep(1);
	const second = sandbox.evaluate('2', { tenant: 'b' });
	while (sandbox.stats().queue === 0) await sleep(1);
	release(1);
	assert.deepEqual([await first, await second, started.map(({ carrier }) => carrier)], [1, 2, [1, 2]]);
});

test('a tenant whose guests are killed one after another does not keep another one waiting', limit, async () => {
	const engine = subprocess(quickjs(), { confine: 'none' });
	await using sandbox = createSandbox({ engine, limits, pool: { max: 2 } });
	const ends: string[] = [];
	const deadly = Array.from({ length: 12 }, async () => {
		const outcome = await sandbox.run('for (;;);', { tenant: 'deadly', limits: { wallMs: 20 } });
		ends.push(outcome.ok ? 'value' : outcome.error.code);
	});
	assert.equal(await sandbox.evaluate('6 * 7', { tenant: 'harmless' }), 42);
	// Those that were let in before it, and one whose turn came first.
	assert.ok(ends.length <= 4, `${ends.length} of 12 came before it`);
	await Promise.all(deadly);
	assert.deepEqual(new Set(ends), new Set(['GLOVEBOX_LIMIT']));
});

test('a tenant with a long queue and a warm process makes room for another one', limit, async () => {
	const engine = subprocess(quickjs(), { confine: 'none' });
	await using sandbox = createSandbox({ engine, limits, pool: { max: 1 } });
	let busy = true;
	let ends = 0;
	const chain = async () => {
		while (busy) {
			await sandbox.run('for (const until = Date.now() + 20; Date.now() < until;);', { tenant: 'busy' });
			ends += 1;
		}
	};
	const chains = [chain(), chain(), chain()];
	assert.equal(await sandbox.evaluate('6 * 7', { tenant: 'other' }), 42);
	busy = false;
	await Promise.all(chains);
	assert.ok(ends > 0);
});
