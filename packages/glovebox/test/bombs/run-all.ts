/**
 * Runs every bomb in every engine that works here, or in a peer that is named, and prints a table of classes × engines.
 *
 *   node --conditions=glovebox-source run-all.ts [--engine NAME]... [--class NAME] [--bomb WORD] [--sample N] [--together N] [--json FILE]
 *
 * Each bomb has a process of its own unless `--together` says how many share one; `--sample` takes one in so many; `--json` writes a verdict a line. Exits with 1 if a carrier did not contain one.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sample } from '../sample.ts';
import { bombFiles, campaign, classes } from './campaign.ts';
import { engines, whyUnavailable } from './engines.ts';
import type { Verdict } from './verdict.ts';

const { values: flags } = parseArgs({
	options: {
		engine: { type: 'string', multiple: true },
		class: { type: 'string' },
		bomb: { type: 'string' },
		sample: { type: 'string', default: '1' },
		json: { type: 'string' },
		together: { type: 'string', default: '1' },
	},
});

const names: string[] = [];
for (const name of flags.engine ?? engines.keys()) {
	const why = await whyUnavailable(name);
	if (why === undefined) names.push(name);
	else process.stdout.write(`${name} is left out: ${why}\n`);
}
const chosen = bombFiles(flags.class).filter((file) => flags.bomb === undefined || file.includes(flags.bomb));
const files = sample(chosen, Number(flags.sample));
const tasks = names.flatMap((engine) => files.map((file) => ({ file, engine })));
let done = 0;
if (flags.json !== undefined) writeFileSync(flags.json, '');
const verdicts = await campaign(tasks, { together: Number(flags.together), parallel: 2, onVerdict: show });
print(verdicts);
process.exitCode = verdicts.some(({ engine, result }) => engine.includes('(') && result !== 'contained') ? 1 : 0;

function show(verdict: Verdict): void {
	const { engine, class: folder, attack, result, detail } = verdict;
	done += 1;
	if (flags.json !== undefined) appendFileSync(flags.json, `${JSON.stringify(verdict)}\n`);
	const line = result === 'contained' ? '' : `${result}: ${folder}/${attack} in ${engine}: ${detail}\n`;
	process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}${done} of ${tasks.length}` : line);
}

function print(all: readonly Verdict[]): void {
	const width = Math.max(...names.map((name) => name.length));
	process.stdout.write(`\n${names.map((name, at) => `${String.fromCodePoint(65 + at)}  ${name}`).join('\n')}\n\n`);
	process.stdout.write(`${'class'.padEnd(20)}${names.map((_, at) => String.fromCodePoint(65 + at).padStart(8)).join('')}\n`);
	for (const folder of classes) {
		const cells = names.map((name) => score(all.filter((one) => one.engine === name && one.class === folder)));
		process.stdout.write(`${folder.padEnd(20)}${cells.map((cell) => cell.padStart(8)).join('')}\n`);
	}
	process.stdout.write('\n');
	for (const name of names) process.stdout.write(`${name.padEnd(width)}  ${summary(all.filter(({ engine }) => engine === name))}\n`);
}

function score(some: readonly Verdict[]): string {
	return some.length === 0 ? '–' : `${some.filter(({ result }) => result === 'contained').length}/${some.length}`;
}

/** Counts of results, and the largest figures among those contained. */
function summary(some: readonly Verdict[]): string {
	const counts = [...Map.groupBy(some, ({ result }) => result)].map(([result, { length }]) => `${length} ${result}`);
	const again = some.filter((verdict) => verdict.again !== undefined).length;
	if (again > 0) counts.push(`${again} tried again`);
	const kept = some.filter(({ result }) => result === 'contained');
	const most = (read: (verdict: Verdict) => number | undefined) => Math.max(0, ...kept.map((verdict) => read(verdict) ?? 0)).toFixed(0);
	const loopDelay = ({ loopP99Ms = 0 }: Verdict) => loopP99Ms;
	const mib = (bytes: number | undefined) => (bytes ?? 0) / 2 ** 20;
	return `${counts.join(', ')}; at most ${most(({ overshootMs }) => overshootMs)} ms late, ${most(loopDelay)} ms loop delay (p99), ${most(({ hostBytes }) => mib(hostBytes))} MiB in the host, ${most(({ carrierBytes }) => mib(carrierBytes))} MiB in the carrier`;
}
