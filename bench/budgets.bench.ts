/**
 * Fails where a ratio to a peer or a floor is more than a third worse than `budgets.json` says. Under half a minute; what is over its
 * budget is measured again for a minute more, so that a machine that does other things as well does not break it. Needs nothing that
 * `npm ci` does not install.
 *
 *   npm run bench budgets                      against the budgets
 *   npm run bench budgets -- --write           sets them to what is measured: on a machine that does nothing else
 *   npm run bench budgets -- --against FILE    against others
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Budgets, type Comparison, judge, lowerMinima, type Minima, verdictText } from './budgets.ts';
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

const { values: flags } = parseArgs({ options: { write: { type: 'boolean', default: false }, against: { type: 'string' } } });
const file = flags.against ?? new URL('budgets.json', import.meta.url);
const budgets = JSON.parse(readFileSync(file, 'utf8')) as Budgets;
const turnMs = 1_500;
/** Minima come nearer to what it costs with each turn that a scenario gets. */
const turns = flags.write ? 4 : 1;
const until = performance.now() + 90_000;

const names = new Set(comparisons.flatMap(({ ours, beside }) => [ours, beside]));
const { peers, missing } = await loadPeers([...names].filter((name) => name !== hostJson.name));
if (missing.length > 0) {
	process.stdout.write(`Cannot hold anything to its budget without all that it is measured beside: ${missing.join('; ')}\n`);
	process.exit(1);
}
const ids = [...new Set(comparisons.map(({ scenario }) => scenario))];
const minima = new Map<string, Minima>();

for (let turn = 0; turn < turns; turn++) for (const id of ids) await measureOnce(id);
while (!flags.write && performance.now() < until) {
	const broken = ids.filter((id) => !verdictsOf(id).every(({ kept }) => kept));
	if (broken.length === 0) break;
	for (const id of broken) await measureOnce(id);
}
for (const { close } of peers) await close?.();
const verdicts = ids.flatMap(verdictsOf);
process.stdout.write(`${verdicts.map(verdictText).join('\n')}\n`);
if (flags.write) {
	const figures = Object.fromEntries(verdicts.map(({ name, ratio }) => [name, Number(ratio.toPrecision(3))]));
	writeFileSync(file, `${JSON.stringify(figures, null, '\t')}\n`);
}
process.exit(flags.write || verdicts.every(({ kept }) => kept) ? 0 : 1);

function verdictsOf(id: string) {
	return comparisonsOf(id).map((each) => judge(each, minima.get(id) ?? new Map(), budgets));
}

/** In one interleaved run, in realms of its own. */
async function measureOnce(id: string): Promise<void> {
	const { contender, batch = 50 } = scenarios.find((each) => each.id === id) as Scenario;
	const wanted = [...peers, hostJson].filter(({ name }) => comparisonsOf(id).some(({ ours, beside }) => name === ours || name === beside));
	const contenders = wanted.flatMap((peer) => contender(peer) ?? []);
	const measured = await measure(contenders, { rounds: 1_000, batch: Math.min(batch, 20), atMostMs: turnMs });
	minima.set(id, lowerMinima(minima.get(id) ?? new Map(), measured));
}

function comparisonsOf(id: string): readonly Comparison[] {
	return comparisons.filter(({ scenario }) => scenario === id);
}
