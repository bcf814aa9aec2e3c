/** A small bank that lives in a realm of its own; the host calls in. */
import assert from 'node:assert/strict';
import { createSandbox, GuestError } from 'glovebox';

const source = `
	const balances = new Map();
	function deposit(name, amount) {
		balances.set(name, (balances.get(name) ?? 0) + amount);
		return balances.get(name);
	}
	function withdraw(name, amount) {
		if ((balances.get(name) ?? 0) < amount) throw new RangeError(name + ' has too little');
		return deposit(name, -amount);
	}
`;

await using sandbox = createSandbox();
await using session = await sandbox.open();
await session.run(source, { filename: 'bank.js' });

assert.equal(await session.call('deposit', 'Ada', 100), 100);
assert.equal(await session.call('withdraw', 'Ada', 30), 70);

// What a guest throws in one call is an error of that call; the session goes on.
await assert.rejects(session.call('withdraw', 'Ada', 500), (error) => error instanceof GuestError && error.name === 'RangeError');

const balances = await session.get('balances');
assert.deepEqual(balances, new Map([['Ada', 70]]));
console.log(balances);
