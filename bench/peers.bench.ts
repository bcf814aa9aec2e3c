/**
 * Glovebox beside fifteen others, in scenarios that are interleaved.
 *
 *   npm ci --prefix bench/peers                  installs the others
 *   npm run bench peers                          all scenarios, some minutes
 *   npm run bench peers -- --quick fresh         fewer operations; only scenarios whose id starts with a word
 *   npm run bench peers -- --write               also writes docs/performance.md and its plots
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Contender, type Measured, measure, report } from './harness.ts';
import { loaders, loadPeers } from './peers/index.ts';
import type { Peer } from './peers/peer.ts';
import { type Scenario, scenarios, Unable } from './peers/scenarios.ts';
import { type Result, writePage } from './peers/page.ts';

const given = process.argv.slice(2);
const quick = given.includes('--quick');
const alone = given.includes('--alone');
const words = given.filter((word) => !word.startsWith('--'));
const wanted = scenarios.filter(({ id }) => words.length === 0 || words.some((word) => id.startsWith(word)));
/** It freezes the realm of whoever else is measured, so it has a process of its own, right after each scenario's others. */
const aloneNames = ['SES'];

if (alone) {
	const { peers } = await loadPeers(aloneNames);
	process.stdout.write(JSON.stringify(await run(wanted[0] as Scenario, peers)));
	process.exit(0);
}
const { peers, missing } = await loadPeers(Object.keys(loaders).filter((name) => !aloneNames.includes(name)));
for (const line of missing) process.stdout.write(`left out: ${line}\n`);
const results: Result[] = [];
for (const { id, title, ...scenario } of wanted) {
	const measured = [...(await run({ id, title, ...scenario }, peers)), ...inProcess(id)];
	results.push({ id, title, measured });
	process.stdout.write(`\n${report(title, measured)}\n`);
}
for (const { close } of peers) await close?.();
if (given.includes('--write')) writePage(results, missing);
process.exit(0);

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
