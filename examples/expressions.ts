/** Prices that a shop's tenants compute by expressions of their own. */
import assert from 'node:assert/strict';
import { createSandbox, GuestError, LimitError } from 'glovebox';
import { createEvaluator } from 'glovebox/expressions';

await using sandbox = createSandbox({ tenant: 'shop-1', limits: { wallMs: 500 } });
const evaluator = createEvaluator({ sandbox, functions: { round: (n: number) => Math.round(n * 100) / 100 } });

const price = evaluator.compile<number, { base: number; customer: { vip: boolean; orders: number } }>(
	'round(base * (customer.vip ? 0.8 : 1) * (customer.orders > 10 ? 0.95 : 1))',
);
const { value, reads } = await price.evaluate({ base: 99.9, customer: { vip: true, orders: 12 } });
assert.equal(value, 75.92);
assert.deepEqual(reads, ['base', 'customer.vip', 'customer.orders']);
console.log(`${value}, because of ${reads.join(', ')}`);

// Many rows go over at once.
const { values } = await price.evaluateMany([10, 20, 30].map((base) => ({ base, customer: { vip: false, orders: 0 } })));
assert.deepEqual(values, [10, 20, 30]);

// Whatever a tenant writes is an error of the tenant's, and the next evaluation is unharmed.
const hostile = ['process.env', 'constructor.constructor("return this")().leak = 1', '(() => { for (;;); })()', 'const a = 1'];
for (const expression of hostile) {
	await assert.rejects(evaluator.evaluate(expression), (error) => error instanceof GuestError || error instanceof LimitError);
}
assert.equal((await evaluator.evaluate('typeof leak')).value, 'undefined');
