/** Three guests that will not stop by themselves, and what their host is told. */
import assert from 'node:assert/strict';
import { createSandbox, LimitError } from 'glovebox';

await using sandbox = createSandbox({ limits: { wallMs: 300, memoryBytes: 32 * 2 ** 20, consoleBytes: 1_000 } });

const guests = {
	wallMs: 'while (true) {}',
	memoryBytes: 'const hoard = []; while (true) hoard.push(new Array(10_000).fill(hoard.length))',
	consoleBytes: 'while (true) console.log("again")',
};

for (const [limit, source] of Object.entries(guests)) {
	const outcome = await sandbox.run(source);
	assert.ok(!outcome.ok && outcome.error instanceof LimitError);
	assert.equal(outcome.error.details.limit, limit);
	console.log(outcome.error.message);
}

// The host is as well as before.
assert.equal(await sandbox.evaluate('1 + 1'), 2);
