/**
 * One expression over 1 000 rows, in batch and one by one, on engines of ours beside node:vm and the same code by hand.
 *
 *   npm run bench expressions
 *
 * A figure is microseconds for 1 000 rows where the name says "1 000 rows", else for one evaluation. 100 000 rows a second are 10 000 µs.
 */
import vm from 'node:vm';
import { createSandbox } from 'glovebox';
import { type Engine, isolate, quickjs, subprocess } from 'glovebox/engines';
import { createEvaluator } from 'glovebox/expressions';
import { type Contender, measure, report } from './harness.ts';

interface Row {
	readonly price: number;
	readonly quantity: number;
	readonly customer: { readonly vip: boolean };
}

const source = 'price * quantity > 100 && customer.vip';
const rows: readonly Row[] = Array.from({ length: 1_000 }, (_, n) => ({ price: n % 70, quantity: n % 11, customer: { vip: n % 2 === 0 } }));
const wanted = rows.filter(({ price, quantity, customer }) => price * quantity > 100 && customer.vip).length;

function expectRight(values: readonly unknown[]): void {
	const found = values.filter((value) => value === true).length;
	if (found !== wanted) throw new Error(`Measured the wrong thing: ${found} rows instead of ${wanted}`);
}

function sandboxFor(engine: Engine) {
	return createSandbox({ engine, boundary: engine.boundary, limits: { wallMs: 5_000 } });
}

function batchSync(engine: Engine): Contender {
	const sandbox = sandboxFor(engine);
	const expression = createEvaluator({ sandbox }).compile<boolean, Row>(source);
	return {
		name: `${engine.name} 1 000 rows`,
		run: () => expectRight(expression.evaluateManySync(rows).values),
		end: () => sandbox.close(),
	};
}

function batch(engine: Engine): Contender {
	const sandbox = sandboxFor(engine);
	const expression = createEvaluator({ sandbox }).compile<boolean, Row>(source);
	return {
		name: `${engine.name} 1 000 rows`,
		run: async () => expectRight((await expression.evaluateMany(rows)).values),
		end: () => sandbox.close(),
	};
}

function single(engine: Engine): Contender {
	const sandbox = sandboxFor(engine);
	const expression = createEvaluator({ sandbox }).compile<boolean, Row>(source);
	return { name: `${engine.name} evaluateSync`, run: () => expression.evaluateSync(rows[2] as Row), end: () => sandbox.close() };
}

const byHand = ({ price, quantity, customer }: Row) => price * quantity > 100 && customer.vip;
const script = new vm.Script(source);
const peers: readonly Contender[] = [
	{ name: 'by hand 1 000 rows, no boundary', run: () => expectRight(rows.map(byHand)) },
	{
		name: 'vm.Script in one context 1 000 rows, no boundary',
		run: () => {
			const context = vm.createContext({});
			expectRight(rows.map((row) => script.runInContext(Object.assign(context, row))));
		},
		batch: 2,
	},
	{ name: 'vm.runInNewContext (safe-eval), one row', run: () => vm.runInNewContext(source, { ...rows[2] }), batch: 5 },
];

const contenders = [...peers, batchSync(isolate()), batchSync(quickjs()), batch(subprocess(isolate())), batch(subprocess(quickjs()))];
const singles = [single(isolate()), single(quickjs())];
process.stdout.write(
	`${report('an expression', await measure([...contenders, ...singles], { rounds: 20, batch: 10, atMostMs: 30_000 }))}\n`,
);
