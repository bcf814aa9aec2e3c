/**
 * Glovebox beside fifteen others: in scenarios that are interleaved, and each by itself where memory or the end of a guest is looked at.
 *
 *   npm ci --prefix bench/peers                  installs the others
 *   npm run bench peers                          all scenarios, some half an hour
 *   npm run bench peers -- --quick fresh bombs   fewer operations; only scenarios whose id starts with a word
 *   npm run bench peers -- --write               also writes docs/performance.md and its plots
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Contender, type Measured, measure, report } from './harness.ts';
import { askAll } from './peers/asking.ts';
import { coldTitle, measureCold } from './peers/cold.ts';
import { loaders, loadPeers } from './peers/index.ts';
import { type Result, writePage } from './peers/page.ts';
import type { Peer } from './peers/peer.ts';
import { probes } from './peers/probes.ts';
import { hasProc } from './peers/proc.ts';
import { type Scenario, scenarios, Unable } from './peers/scenarios.ts';
import { tableText } from './peers/table.ts';

const given = process.argv.slice(2);
const quick = given.includes('--quick');
const alone = given.includes('--alone');
const words = given.filter((word) => !word.startsWith('--'));
/** It freezes the realm of whoever else is measured, so it has a process of its own, right after each scenario's others. */
const aloneNames = ['SES'];
const ids = ['cold', ...scenarios.map(({ id }) => id), ...probes.map(({ id }) => id)];

if (alone) {
	const { peers } = await loadPeers(aloneNames);
	process.stdout.write(JSON.stringify(await run(scenarios.find(isWanted) as Scenario, peers)));
	process.exit(0);
}
const results: Result[] = [];
if (isWanted({ id: 'cold' })) show({ id: 'cold', title: coldTitle, measured: await measureCold(Object.keys(loaders), quick ? 2 : 8) });
const { peers, missing } = await loadPeers(Object.keys(loaders).filter((name) => !aloneNames.includes(name)));
for (const line of missing) process.stdout.write(`left out: ${line}\n`);
for (const scenario of scenarios.filter(isWanted)) {
	const { id, title } = scenario;
	show({ id, title, measured: [...(await run(scenario, peers)), ...inProcess(id)] });
}
const names = [...peers.map(({ name }) => name), ...aloneNames];
for (const { close } of peers) await close?.();
for (const probe of hasProc ? probes.filter(isWanted) : []) show(await askAll(probe, names, quick));
if (given.includes('--write')) writePage(results, missing, ids);
process.exit(0);

function isWanted({ id }: { readonly id: string }): boolean {
	return words.length === 0 || words.some((word) => id.startsWith(word));
}

function show(result: Result): void {
	results.push(result);
	process.stdout.write(`\n${'measured' in result ? report(result.title, result.measured) : tableText(result)}\n`);
}

async function run({ contender, batch = 50 }: Scenario, field: readonly Peer[]): Promise<readonly Measured[]> {
	const able: Contender[] = [];
	for (const peer of field) {
		const one = contender(peer);
		if (one !== undefined && (await works(one))) able.push(one);
	}
	const rounds = quick ? 3 : 12;
	// What they needed to be ready is there already.
	const ready = able.map(({ prepare: _, ...rest }) => rest);
	return measure(ready, { rounds, batch: quick ? Math.min(batch, 5) : batch, atMostMs: quick ? 5_000 : 20_000 });
}

/** Gets it ready and tries it once. What cannot do it says so, and is left out. */
async function works({ name, prepare, run: once }: Contender): Promise<boolean> {
	try {
		await prepare?.();
		await once();
		return true;
	} catch (error) {
		if (!(error instanceof Unable))
			process.stdout.write(`left out: ${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}\n`);
		return false;
	}
}

function inProcess(id: string): readonly Measured[] {
	const args = ['--conditions=glovebox-source', fileURLToPath(import.meta.url), '--alone', ...(quick ? ['--quick'] : []), id];
	const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
	return status === 0 ? (JSON.parse(stdout.split('\n').at(-1) as string) as readonly Measured[]) : [];
}
