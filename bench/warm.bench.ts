/**
 * What `sandbox.warm` saves: a fresh realm whose guest imports mathjs, beside one whose guest imports nothing, warmed and not.
 *
 *   npm run bench warm
 */
import { createSandbox } from 'glovebox';
import { bundleGuest } from 'glovebox/bundle';
import { quickjs } from 'glovebox/engines';
import { type Contender, measure, report } from './harness.ts';

const from = new URL('..', import.meta.url).pathname;
const { modules } = await bundleGuest({ packages: { mathjs: '15.2.0' }, from });
const small = { tax: 'export const rate = 0.2; export const net = (gross) => gross / (1 + rate)' };

function expect(value: unknown, wanted: unknown): void {
	if (value !== wanted) throw new Error(`Measured the wrong thing: ${String(value)} instead of ${String(wanted)}`);
}

async function sandboxFor(specifier: string | undefined) {
	const limits = { wallMs: 60_000, memoryBytes: 128 * 2 ** 20 };
	const sandbox = createSandbox({ engine: quickjs(), modules: { ...modules, ...small }, limits, pool: { startMs: 60_000 } });
	if (specifier !== undefined) await sandbox.warm({ modules: [specifier] });
	return sandbox;
}

async function contenders(specifier: string | undefined, imports: string, value: string, batch: number): Promise<readonly Contender[]> {
	const sandbox = await sandboxFor(specifier);
	const name = specifier === undefined ? 'cold' : `warmed by ${specifier}`;
	const run = (source: string) => async () => expect(await sandbox.evaluate(source), 3);
	return [
		{ name: `${name}: imports nothing`, batch: 20, run: run('1 + 2') },
		{ name: `${name}: ${imports}`, batch, run: run(`${imports}; export default ${value}`) },
	];
}

const math = 'import { add } from "mathjs"';
const tax = 'import { net } from "tax"';
const measured = await measure(
	[
		...(await contenders(undefined, tax, 'net(3.6)', 20)),
		...(await contenders('tax', tax, 'net(3.6)', 20)),
		...(await contenders('mathjs', math, 'add(1, 2)', 5)),
	],
	{ rounds: 10, atMostMs: 20_000 },
);
const cold = (await contenders(undefined, math, 'add(1, 2)', 1)).slice(1);
const all = [...measured, ...(await measure(cold, { rounds: 1 }))];
const floors = new Map(all.slice(1).map(({ name }) => [name, 'cold: imports nothing']));
process.stdout.write(`${report('fresh realm of quickjs', all, floors)}\n`);
process.exit(0);
