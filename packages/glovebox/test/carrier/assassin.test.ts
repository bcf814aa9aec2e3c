import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolate, quickjs, subprocess } from 'glovebox/engines';
import { hasProc } from '../bombs/proc.ts';
import { survive } from './assassin.ts';

const limit = { timeout: 180_000, skip: !hasProc && 'needs /proc' };

for (const engine of [subprocess(quickjs()), subprocess(isolate())]) {
	test(`every run of ${engine.name} ends with its own value or a typed error while carriers are killed at random`, limit, async () => {
		const runs = 120;
		const { kills, ends, swapped, lost } = await survive({ engine, runs, parallel: 4, everyMs: 300 });
		const { value = 0, GLOVEBOX_CRASHED: crashed = 0, ...others } = ends;
		assert.deepEqual({ swapped, lost, others, all: value + crashed }, { swapped: [], lost: 0, others: {}, all: runs });
		assert.ok(kills > 0 && value > 0, JSON.stringify({ kills, ends }));
	});
}
