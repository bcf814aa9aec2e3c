/** A guest that prices orders through two host functions, one of which it may not misuse. */
import assert from 'node:assert/strict';
import { createSandbox, hostFunction, PublicError } from 'glovebox';
import { z } from 'zod';

const Order = z.object({ id: z.string(), total: z.number() });
const orders = new Map([['a1', { id: 'a1', total: 40 }]]);

const find = hostFunction({
	input: z.tuple([z.string().max(16)]),
	output: Order,
	limits: { hostCalls: 10, wallMs: 500 },
	handler: async (id) => {
		const order = orders.get(id);
		// A PublicError is shown to the guest as it is. Any other error would be "HostError: orders.find failed".
		if (!order) throw new PublicError(`No order has the id ${id}`);
		return order;
	},
});
const rate = hostFunction({ output: z.number(), sync: true, handler: () => 1.2 });

await using sandbox = createSandbox({ capabilities: { orders: { find }, rate } });

const total = await sandbox.evaluate<number>('(await orders.find("a1")).total * rate()');
assert.equal(total, 48);
console.log('total', total);

const refused = await sandbox.evaluate<string>('orders.find({ toString: () => "a1" }).catch((error) => error.name)');
assert.equal(refused, 'TypeError');
console.log('an object instead of an id is refused with a', refused);

const missing = await sandbox.evaluate<string>('orders.find("b2").catch((error) => error.message)');
assert.equal(missing, 'No order has the id b2');
console.log(missing);
