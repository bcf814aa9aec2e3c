/**
 * `npm run scoreboard`: makes every attack and every bomb on every boundary and on the peers, and writes `docs/security`.
 *
 *   npm run scoreboard                         measures everything; takes about an hour and a half
 *   npm run scoreboard -- isolate bombs        measures the subjects or the corpus with one of these words, and keeps the rest
 *   npm run scoreboard -- figures              measures what bombs do to one host, and how late deadlines are
 *   npm run scoreboard -- --pages              measures nothing: writes the pages from the results that are there
 *   npm run scoreboard -- --results FOLDER     where results are kept, `.cache/scoreboard` by default
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { carriers } from './scoreboard-figures.ts';
import { scoreboardPage, subjects } from './scoreboard-page.ts';
import { type Corpus, readResults } from './scoreboard-results.ts';
import { repository } from './source-files.ts';
import { threatPages } from './threat-pages.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { pages: { type: 'boolean', default: false }, results: { type: 'string', default: join(repository, '.cache/scoreboard') } },
});
const pages = join(repository, 'docs/security');

mkdirSync(values.results, { recursive: true });
if (!values.pages) {
	for (const corpus of ['escapes', 'bombs'] as const) for (const subject of subjects) measure(corpus, subject);
	for (const carrier of carriers) {
		measureFigures('figures-host', carrier, ['packages/glovebox/test/bombs/figures.ts', '--engine', carrier, '--json']);
		measureFigures('figures-stop', carrier, ['bench/stop-latency.bench.ts', carrier, '--json', '--samples', '40']);
	}
}
mkdirSync(pages, { recursive: true });
for (const [name, text] of threatPages()) writeFileSync(join(pages, name), text);
writeFileSync(join(pages, 'scoreboard.md'), scoreboardPage(readResults(values.results), { versions: versions(), machine: machine() }));
process.stdout.write(`Wrote ${pages}\n`);

function measure(corpus: Corpus, subject: string): void {
	if (positionals.length > 0 && !positionals.some((word) => `${corpus} ${subject}`.includes(word))) return;
	// Nothing is promised of `node:vm` in any form against those who use up their host.
	if (corpus === 'bombs' && /nodeVm|node:vm/.test(subject)) return;
	const into = resultFile(corpus, subject);
	const program = join(repository, 'packages/glovebox/test', corpus, 'run-all.ts');
	const args = ['--engine', subject, '--together', together(corpus, subject), '--json', into];
	process.stdout.write(`${corpus} on ${subject}\n`);
	const { signal } = spawnSync(process.execPath, ['--conditions=glovebox-source', program, ...args], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (signal !== null) throw new Error(`${program} was ended by ${signal}`);
}

/** A program that prints one line of results. It ends with an error where a figure is over its limit, which the page then shows. */
function measureFigures(kind: 'figures-host' | 'figures-stop', carrier: string, [program = '', ...args]: readonly string[]): void {
	if (positionals.length > 0 && !positionals.some((word) => `${kind} ${carrier}`.includes(word))) return;
	process.stdout.write(`${kind} of ${carrier}\n`);
	const { stdout } = spawnSync(process.execPath, ['--conditions=glovebox-source', '--no-warnings', join(repository, program), ...args], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	if (stdout === '') throw new Error(`${program} had no results`);
	writeFileSync(resultFile(kind, carrier), stdout);
}

function resultFile(kind: string, subject: string): string {
	return join(values.results, `${kind}-${subject.replace(/\W+/g, '-')}.jsonl`);
}

/** How many share a process: few where many get out, for each that does starts another; one where a hang outlives its run. */
function together(corpus: Corpus, subject: string): string {
	const shared = corpus === 'escapes' ? 40 : 16;
	if (!subject.includes('(')) return corpus === 'bombs' ? '1' : subject.includes('quickjs') || subject === 'isolate' ? '40' : '10';
	return String(subject.startsWith('worker(nodeVm)') ? 10 : shared);
}

function versions(): string[] {
	return [
		`Node ${process.versions.node}`,
		`V8 ${process.versions.v8}`,
		...['isolated-vm', 'quickjs-wasi', 'run'].map((name) => `${name} ${versionOf(name)}`),
	];
}

function machine(): string {
	const processors = cpus();
	const [, load = 0] = loadavg();
	const busy = load > processors.length ? `, busy with other programs besides (load ${load.toFixed(0)})` : '';
	return `Linux ${release()} on ${process.arch}, ${processors.length} processors (${processors[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB${busy}`;
}

function versionOf(name: string): string {
	try {
		const { resolve } = createRequire(join(repository, 'packages/glovebox/package.json'));
		return (JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8')) as { version: string }).version;
	} catch {
		return 'absent';
	}
}
