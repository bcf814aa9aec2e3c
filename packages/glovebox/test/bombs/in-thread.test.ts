/**
 * Engines of the host's own thread. What they cannot keep is named in each bomb's file, printed here, and tried for a few:
 * a corpus that nothing fails would be a broken one.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sample } from '../sample.ts';
import { nameOf } from './campaign.ts';
import { bombs, failures, options } from './suite.ts';

/** Too much for each of them on every machine. */
const certain: Readonly<Record<'quickjs' | 'isolate', readonly string[]>> = {
	quickjs: ['cpu-native/join-of-a-false-length', 'cpu-native/reverse-of-a-false-length'],
	isolate: ['cpu-native/big-int-tower', 'cpu-native/index-of-a-false-length'],
};

for (const engine of ['quickjs', 'isolate'] as const) {
	const files = [...bombs.keys()];
	const tooMuch = files.filter((file) => bombs.get(file)?.notKeptBy?.includes(engine));
	// Each in a process of its own: what an earlier one left running would be taken for the next one's.
	const together = 1;

	test(`${engine} in the host's own thread contains a sample of what no file says it cannot keep`, options, async (context) => {
		context.diagnostic(`${engine} cannot keep ${tooMuch.length} of ${files.length}: ${tooMuch.map(nameOf).join(', ')}`);
		const kept = files.filter((file) => !tooMuch.includes(file));
		assert.deepEqual(await failures(engine, sample(kept, 12), together), []);
	});

	test(`${engine} in the host's own thread cannot keep what files say so of`, options, async () => {
		const sure = tooMuch.filter((file) => certain[engine].includes(nameOf(file)));
		const failed = (await failures(engine, sure, together)).map((line) => line.split(':', 1)[0]);
		assert.deepEqual(failed.sort(), [...certain[engine]].sort());
	});
}
