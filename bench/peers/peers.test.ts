import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPeers, loaders } from './index.ts';
import type { Peer } from './peer.ts';

/** SES freezes the realm of its tests, and the others need more than `npm ci` installs; `npm run bench peers` tries each before it is measured. */
const { peers } = await loadPeers(
	[
		'Glovebox quickjs',
		'Glovebox isolate',
		'Glovebox subprocess(quickjs)',
		'node:vm',
		'worker + vm',
		'fork + vm',
		'isolated-vm',
		'quickjs-wasi',
		'run',
	].filter((name) => Object.hasOwn(loaders, name)),
);
const endless = '(() => { for (;;); })()';
const increase = (value: number) => value + 1;

for (const peer of peers) {
	test(`${peer.name} gives what a program comes to, and stops one that comes to nothing`, { timeout: 60_000 }, async () => {
		if (peer.fresh) assert.equal(await peer.fresh('6 * 7'), 42);
		if (peer.open) await usesOneThatStays(peer, peer.open);
		if (peer.stop) {
			assert.equal(await peer.stop('6 * 7', 10_000, () => undefined), 42);
			await assert.rejects(peer.stop(endless, 50, () => undefined));
		}
		await peer.close?.();
	});
}

async function usesOneThatStays({ lends = [], openAnother }: Peer, open: NonNullable<Peer['open']>): Promise<void> {
	const lent = lends.includes('sync') ? { sync: { increase } } : {};
	const warm = await open(lent);
	await warm.evaluate('(globalThis.kept = 41, globalThis.add = (a, b) => a + b, 0)');
	assert.equal(await warm.evaluate(lends.includes('sync') ? 'increase(kept)' : 'kept + 1'), 42);
	if (warm.call) assert.equal(await warm.call('add', 20, 22), 42);
	await warm.close();
	const another = await openAnother?.();
	assert.equal(another === undefined ? 42 : await another.evaluate('6 * 7'), 42);
	await another?.close();
}
