/** Prices by a table that others write: decided for many, explained for one, and a new version tried in its shadow. */
import assert from 'node:assert/strict';
import { createSandbox } from 'glovebox';
import { compareRules, createRules, explanationText } from 'glovebox/rules';

const current = `# hit policy: first
name,when user.age,when coupon,when orders,then discount
young,< 18,-,-,0.5
coupon,-,"SPRING, SUMMER",-,0.2
loyal,>= 18,-,>= 10,0.1
`;

await using sandbox = createSandbox();
// How many orders somebody has made is known to the host alone, and asked for where a rule reads it.
const orders = new Map([
	['ada', 12],
	['bob', 9],
]);
const facts = { orders: async ({ id }: Readonly<Record<string, unknown>>) => orders.get(String(id)) ?? 0 };

using rules = await createRules({ sandbox, rules: current, filename: 'discounts.csv', facts });
const rows = [
	{ id: 'ada', user: { age: 40 } },
	{ id: 'bob', user: { age: 30 } },
	{ id: 'eve', user: { age: 9 }, coupon: 'SPRING' },
];
const { decisions } = await rules.decideMany(rows);
assert.deepEqual(
	decisions.map((decision) => decision?.result),
	[{ discount: 0.1 }, undefined, { discount: 0.5 }],
);
console.log(decisions.map((decision) => decision?.matched[0]?.rule ?? 'no discount'));

// Why has bob no discount?
const explanation = await rules.explain(rows[1] ?? {}, { rules: ['loyal'] });
assert.deepEqual(explanation.rules[0]?.flip, [{ path: ['orders'], from: 9, to: 10 }]);
console.log(explanationText(explanation));

using next = await createRules({ sandbox, rules: current.replace('>= 10', '>= 5'), filename: 'discounts-next.csv', facts });
const { same, divergences } = await compareRules(rules, next, rows);
assert.deepEqual([same, divergences.map(({ row, shadow }) => [row, shadow?.result])], [2, [[1, { discount: 0.1 }]]]);
console.log('the next version decides otherwise for', divergences.map(({ facts: { id } }) => id).join(', '));
