/** Three guests that will not stop by themselves, and what their host is told. */
import assert from 'node:assert/strict';
import { createSandbox, LimitError } from 'glovebox';

await using sandbox = createSandbox({ limits: { wallMs: 5_000, memoryBytes: 32 * 2 ** 20, consoleBytes: 1_000 } });

const guests = [
	{ limit: 'wallMs', source: 'while (true) {}' },
	{ limit: 'memoryBytes', source: 'const hoard = []; while (true) hoard.push(new Array(10_000).fill(hoard.length))' },
	{ limit: 'consoleBytes', source: 'while (true) console.log("again")' },
];

for (const { limit, source } of guests) {
	const outcome = await sandbox.run(source, limit === 'wallMs' ? { limits: { wallMs: 200 } } : {});
	assert.ok(!outcome.ok && outcome.error instanceof LimitError);
	assert.equal(outcome.error.details.limit, limit);
	console.log(`${outcome.error.message}, after ${Math.round(outcome.usage.wallMs)} ms`);
}

// The host is as well as before.
assert.equal(await sandbox.evaluate('1 + 1'), 2);
