/**
 * Fails where a ratio to a peer or a floor is more than a third worse than `budgets.json` says. Under 45 seconds.
 *
 *   npm run bench budgets               against the budgets
 *   npm run bench budgets -- --write    sets them to what is measured: on a machine that does nothing else
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Budgets, type Comparison, judge, lowerMinima, type Minima, type Verdict, verdictText } from './budgets.ts';
import { measure } from './harness.ts';
import { loadPeers } from './peers/index.ts';
import type { Peer } from './peers/peer.ts';
import { type Scenario, scenarios } from './peers/scenarios.ts';

/** The floor of data that crosses as text: no realm, one native stringify and one native parse. */
const hostJson: Peer = {
	name: 'stringify + parse',
	wall: 'none',
	open: () => ({
		evaluate: () => undefined,
		call: (_name, value) => JSON.parse(JSON.stringify(value)) as unknown,
		close: () => undefined,
	}),
};

const comparisons: readonly Comparison[] = [
	{ scenario: 'fresh', ours: 'Glovebox quickjs', beside: 'node:vm' },
	{ scenario: 'fresh', ours: 'Glovebox subprocess(quickjs)', beside: 'fork + vm' },
	{ scenario: 'fresh-20-lines', ours: 'Glovebox quickjs', beside: 'node:vm' },
	{ scenario: 'warm', ours: 'Glovebox isolate', beside: 'isolated-vm' },
	{ scenario: 'warm', ours: 'Glovebox quickjs', beside: 'quickjs-wasi' },
	{ scenario: 'warm', ours: 'Glovebox subprocess(quickjs)', beside: 'fork + vm' },
	{ scenario: 'call', ours: 'Glovebox isolate', beside: 'isolated-vm' },
	{ scenario: 'call', ours: 'Glovebox quickjs', beside: 'quickjs-wasi' },
	{ scenario: 'call', ours: 'Glovebox subprocess(quickjs)', beside: 'fork + vm' },
	{ scenario: 'host-calls-sync-100', ours: 'Glovebox isolate', beside: 'isolated-vm' },
	{ scenario: 'host-calls-sync-100', ours: 'Glovebox quickjs', beside: 'quickjs-wasi' },
	{ scenario: 'data-100-kb', ours: 'Glovebox isolate', beside: 'stringify + parse' },
	{ scenario: 'data-100-kb', ours: 'Glovebox quickjs', beside: 'stringify + parse' },
];

const file = new URL('budgets.json', import.meta.url);
const writes = process.argv.includes('--write');
/** All of it ends by then; what is broken is measured again while there is time. */
const until = performance.now() + 40_000;
const turnMs = 3_000;

const names = new Set(comparisons.flatMap(({ ours, beside }) => [ours, beside]));
const { peers, missing } = await loadPeers([...names].filter((name) => name !== hostJson.name));
for (const line of missing) process.stdout.write(`left out: ${line}\n`);
const budgets = JSON.parse(readFileSync(file, 'utf8')) as Budgets;
const verdicts: Verdict[] = [];
for (const id of new Set(comparisons.map(({ scenario }) => scenario))) verdicts.push(...(await verdictsOf(id)));
for (const { close } of peers) await close?.();
process.stdout.write(`${verdicts.map(verdictText).join('\n')}\n`);
if (writes) {
	const figures = Object.fromEntries(verdicts.map(({ name, ratio }) => [name, Number(ratio.toPrecision(3))]));
	writeFileSync(file, `${JSON.stringify(figures, null, '\t')}\n`);
}
process.exit(writes || verdicts.every(({ kept }) => kept) ? 0 : 1);

async function verdictsOf(id: string): Promise<readonly Verdict[]> {
	const scenario = scenarios.find((each) => each.id === id) as Scenario;
	const compared = comparisons.filter((each) => each.scenario === id);
	let minima: Minima = new Map();
	for (;;) {
		minima = lowerMinima(minima, await measureOnce(scenario, compared));
		const found = compared.map((each) => judge(each, minima, budgets));
		if (writes || found.every(({ kept }) => kept) || !mayRepeat(id)) return found;
	}
}

/** Each scenario that is left has its turn first. */
function mayRepeat(id: string): boolean {
	const order = [...new Set(comparisons.map(({ scenario }) => scenario))];
	const left = order.length - order.indexOf(id);
	return performance.now() + left * (turnMs + 2_000) < until;
}

/** In one interleaved run, in realms of its own. */
async function measureOnce({ contender, batch = 50 }: Scenario, compared: readonly Comparison[]) {
	const wanted = [...peers, hostJson].filter(({ name }) => compared.some(({ ours, beside }) => name === ours || name === beside));
	const contenders = wanted.flatMap((peer) => contender(peer) ?? []);
	return measure(contenders, { rounds: 1_000, batch: Math.min(batch, 20), atMostMs: turnMs });
}
