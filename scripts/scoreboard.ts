/**
 * `npm run scoreboard`: makes every attack and every bomb on every boundary and on the peers, and writes `docs/security`.
 *
 *   npm run scoreboard                         measures everything; takes about an hour
 *   npm run scoreboard -- isolate bombs        measures the subjects or the corpus with one of these words, and keeps the rest
 *   npm run scoreboard -- --pages              measures nothing: writes the pages from the results that are there
 *   npm run scoreboard -- --results FOLDER     where results are kept, `.cache/scoreboard` by default
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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
if (!values.pages) for (const corpus of ['escapes', 'bombs'] as const) for (const subject of subjects) measure(corpus, subject);
mkdirSync(pages, { recursive: true });
for (const [name, text] of threatPages()) writeFileSync(join(pages, name), text);
writeFileSync(join(pages, 'scoreboard.md'), scoreboardPage(readResults(values.results), { versions: versions(), machine: machine() }));
process.stdout.write(`Wrote ${pages}\n`);

function measure(corpus: Corpus, subject: string): void {
	if (positionals.length > 0 && !positionals.some((word) => `${corpus} ${subject}`.includes(word))) return;
	// Nothing is promised of `node:vm` in any form against those who use up their host.
	if (corpus === 'bombs' && /nodeVm|node:vm/.test(subject)) return;
	const into = join(values.results, `${corpus}-${subject.replace(/\W+/g, '-')}.jsonl`);
	const program = join(repository, 'packages/glovebox/test', corpus, 'run-all.ts');
	const args = ['--engine', subject, '--together', together(corpus, subject), '--json', into];
	process.stdout.write(`${corpus} on ${subject}\n`);
	const { signal } = spawnSync(process.execPath, ['--conditions=glovebox-source', program, ...args], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (signal !== null) throw new Error(`${program} was ended by ${signal}`);
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
