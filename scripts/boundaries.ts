/**
 * Writes the table of engines and boundaries, from the promises that engine values state, into the pages that show it.
 *
 *   node --conditions=glovebox-source scripts/boundaries.ts           writes
 *   node --conditions=glovebox-source scripts/boundaries.ts --check   fails where a page is not up to date
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import { boundaries, type Engine } from '../packages/glovebox/src/core/engine.ts';
import { repository } from './source-files.ts';

/** As the table shows them: unconfined, with what confinement adds beside it, so that it says the same on every machine. */
export const engines: readonly Engine[] = [
	nodeVm(),
	subprocess(nodeVm(), { confine: 'none' }),
	worker(nodeVm()),
	isolate(),
	quickjs(),
	worker(quickjs()),
	subprocess(isolate(), { confine: 'none' }),
	subprocess(quickjs(), { confine: 'none' }),
];

type Column = readonly [title: string, cell: (engine: Engine) => string];

const short: readonly Column[] = [
	['engine', ({ name }) => `\`${call(name)}\``],
	['boundary', ({ boundary, stop }) => (stop === 'process' ? `\`${boundary}\`; \`confined-process\` where confined` : `\`${boundary}\``)],
	['deadline held by', ({ stop }) => ({ asked: 'asking the engine', thread: 'ending the thread', process: 'killing the process' })[stop]],
	['`runSync`', ({ sync }) => (sync ? 'yes' : 'no')],
];
const full: readonly Column[] = [
	...short,
	['positions', ({ positions }) => (positions === 'column' ? 'line and column' : 'line')],
	['snapshots', ({ snapshot }) => (snapshot ? 'yes' : 'no')],
	['[can be warmed](modules.md)', ({ warms }) => (warms ? 'yes' : 'no')],
	['[zone, locale](determinism.md)', ({ region }) => ({ asked: 'as asked', fixed: 'UTC, `en-US`', host: 'the host’s' })[region]],
	['[tells of a run](debugging.md)', ({ observes }) => observes.map((what) => `\`${what}\``).join(', ') || 'nothing'],
	['limits it keeps', ({ limits }) => keptLimits(limits)],
	['serves', ({ carrierServes }) => carrierServes],
];

/** The table in Markdown, weakest boundary first. */
export function table(columns: readonly Column[], rows: readonly Engine[] = engines): string {
	const sorted = rows.toSorted((a, b) => boundaries.indexOf(a.boundary) - boundaries.indexOf(b.boundary));
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	const head = [line(columns.map(([title]) => title)), line(columns.map(() => '---'))];
	return [...head, ...sorted.map((engine) => line(columns.map(([, cell]) => cell(engine))))].join('\n');
}

/** A page with its tables written anew. */
export function withTables(page: string): string {
	return page.replace(
		/(<!-- boundaries( full)? -->\n)[\s\S]*?(<!-- \/boundaries -->)/g,
		(_all, open: string, wide: string | undefined, close: string) => {
			return `${open}${table(wide ? full : short)}\n${close}`;
		},
	);
}

function call(name: string): string {
	return name.replace(/(\w+)(?=\)*$)/, '$1()');
}

function keptLimits(limits: Engine['limits']): string {
	const kept = Object.entries(limits).filter(([, promise]) => promise.kept);
	return kept.map(([name, { floor }]) => (floor === undefined ? `\`${name}\`` : `\`${name}\` (from ${bytes(floor)})`)).join(', ') || 'none';
}

function bytes(count: number): string {
	return count >= 2 ** 20 ? `${count / 2 ** 20} MiB` : `${count / 2 ** 10} KiB`;
}

if (import.meta.main) {
	const pages = ['README.md', 'docs/boundaries.md'].map((path) => join(repository, path));
	// What a carrier can keep differs by operating system; the pages show Linux.
	if (process.platform !== 'linux') process.exit(0);
	const stale = pages.filter((path) => withTables(readFileSync(path, 'utf8')) !== readFileSync(path, 'utf8'));
	if (process.argv.includes('--check')) {
		for (const path of stale) console.error(`${path}: its table of boundaries is not up to date; run scripts/boundaries.ts`);
		process.exit(stale.length > 0 ? 1 : 0);
	}
	for (const path of stale) writeFileSync(path, withTables(readFileSync(path, 'utf8')));
}
