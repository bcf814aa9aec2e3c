/** Two tenants share one sandbox: turns instead of first come first served, quotas, metrics a tenant, kill and refill. */
import assert from 'node:assert/strict';
import { createSandbox, type Outcome } from 'glovebox';
import { quickjs, worker } from 'glovebox/engines';

// One carrier at a time, so that the order in which runs end is the order in which they were given a turn.
await using sandbox = createSandbox({ engine: worker(quickjs()), pool: { max: 1 }, limits: { wallMs: 5_000 } });

const quota = 6;
const endless = 'for (;;);';
const newAccount = () => ({ running: 0, runs: 0, refused: 0, failed: 0, outputBytes: 0 });
const accounts = new Map<string, ReturnType<typeof newAccount>>();

/** Takes the place before it waits: a check and an increment with an `await` between them would let two in for one. */
async function submit(tenant: string, source: string): Promise<Outcome | 'over quota'> {
	const account = accounts.get(tenant) ?? newAccount();
	accounts.set(tenant, account);
	if (account.running >= quota) {
		account.refused += 1;
		return 'over quota';
	}
	account.running += 1;
	try {
		const outcome = await sandbox.run(source, { tenant, limits: { wallMs: source === endless ? 300 : 5_000 } });
		account.runs += 1;
		account.failed += outcome.ok ? 0 : 1;
		account.outputBytes += outcome.usage.outputBytes;
		return outcome;
	} finally {
		account.running -= 1;
	}
}

// The noisy tenant comes first, with more than its quota; the quiet one comes last, with one short run.
const order: string[] = [];
const loud = Array.from({ length: 8 }, (_, at) =>
	submit('loud', at === 0 ? endless : '"x".repeat(100)').then((outcome) => order.push(outcome === 'over quota' ? 'refused' : 'loud')),
);
const quiet = submit('quiet', '6 * 7').then((outcome) =>
	order.push(`quiet: ${typeof outcome === 'object' && outcome.ok && outcome.value}`),
);
await Promise.all([...loud, quiet]);

const place = order.filter((name) => name !== 'refused').indexOf('quiet: 42');
console.log('the quiet tenant came last, and was served before the loud one was done:', place < 6);
assert.ok(place >= 0 && place < 6);

// The endless loop cost its carrier; the pool has made others since, and every other run was answered.
for (const [tenant, { runs, refused, failed, outputBytes }] of accounts) {
	console.log(`${tenant}: ${runs} runs, ${failed} failed, ${refused} refused, output above 0: ${outputBytes > 0}`);
}
assert.deepEqual(accounts.get('loud')?.refused, 2);
assert.deepEqual([accounts.get('loud')?.runs, accounts.get('loud')?.failed], [6, 1]);

// What a tenant left behind is not there for the next one, nor for its own next run.
await sandbox.run('globalThis.left = 1; Array.prototype.left = 1', { tenant: 'loud' });
const after = await sandbox.evaluate('[typeof left, typeof [].left]', { tenant: 'loud' });
console.log('left behind:', after);
assert.deepEqual(after, ['undefined', 'undefined']);
