/**
 * Runs bombs in one engine, in this process, and prints a line of JSON for each, a `Verdict`.
 *
 *   node --conditions=glovebox-source run-one.ts BOMB_FILE … ENGINE
 *
 * A bomb that hangs or kills this process has no line: whoever started it sees that.
 */
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bomb } from './bomb.ts';
import { detonate, detonateInPeer } from './detonate.ts';
import { engineOf } from './engines.ts';
import { peers } from './peers/peer.ts';
import { type Sampler, startSampler } from './sampler.ts';
import { judge, judgePeer, type Verdict } from './verdict.ts';

const files = process.argv.slice(2);
const engine = files.pop();
if (files.length === 0 || engine === undefined) {
	process.stderr.write('Usage: run-one.ts BOMB_FILE … ENGINE\n');
	process.exit(2);
}
const sampler = startSampler();
process.stdout.write(`${JSON.stringify({ loaded: engine })}\n`);
for (const file of files) process.stdout.write(`${JSON.stringify(await verdictOn(file, engine, sampler))}\n`);
// Not in good order: what a bomb left running must not keep this process.
process.stdout.write('', () => process.exit(0));

async function verdictOn(file: string, name: string, watcher: Sampler): Promise<Verdict> {
	const began = performance.now();
	const about = { attack: basename(file, '.ts'), class: basename(dirname(resolve(file))), engine: name };
	const elapsed = () => Math.round(performance.now() - began);
	try {
		const { bomb } = (await import(pathToFileURL(resolve(file)).href)) as { readonly bomb: Bomb };
		const loadPeer = peers.get(name);
		if (loadPeer !== undefined) {
			const reading = await detonateInPeer(bomb, await loadPeer(), watcher);
			return { ...about, ...judgePeer(bomb, reading), ...reading, ms: elapsed() };
		}
		const made = engineOf(name);
		const reading = await detonate(bomb, made, watcher);
		return { ...about, ...judge(bomb, made, reading), ...reading, ms: elapsed() };
	} catch (error) {
		return {
			...about,
			result: 'failed',
			detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
			ms: elapsed(),
		};
	}
}
