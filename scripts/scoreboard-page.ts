/** The scoreboard as a page: boundary × class, from measured results. */
import { table } from './markdown-table.ts';
import { figuresSection } from './scoreboard-figures.ts';
import { count, type Line, latencies, mostOverMemory, percentile, type Results } from './scoreboard-results.ts';
import { type ThreatClass, threatClasses } from './threat-classes.ts';

export interface Setting {
	/** `name version`, in the order in which they are to stand. */
	readonly versions: readonly string[];
	readonly machine: string;
}

/** Subjects in the order of the columns: what promises nothing, then by strength, then the peers. */
export const subjects: readonly string[] = [
	'nodeVm',
	'worker(nodeVm)',
	'subprocess(nodeVm) none',
	'subprocess(nodeVm) landlock',
	'subprocess(nodeVm) bubblewrap',
	'isolate',
	'quickjs',
	'worker(quickjs)',
	'subprocess(isolate) none',
	'subprocess(quickjs) none',
	'subprocess(isolate) landlock',
	'subprocess(quickjs) landlock',
	'subprocess(isolate) bubblewrap',
	'subprocess(quickjs) bubblewrap',
	'peer node:vm',
	'peer isolated-vm',
	'peer run',
];

/** The whole page. */
export function scoreboardPage({ escapes, bombs, hosts, stops, from, to }: Results, { versions, machine }: Setting): string {
	const day = (at: Date): string => at.toISOString().slice(0, 10);
	const when = day(from) === day(to) ? day(from) : `${day(from)} to ${day(to)}`;
	return `${[
		'# Scoreboard',
		'',
		`Measured on ${when} by \`npm run scoreboard\`, which also wrote this page. ${versions.join(', ')}. ${machine}.`,
		'',
		'Every attack is a program of ours in the repository; the [classes](index.md) say what they are about. An attack has **escaped** when a secret that only the host has came back in any form, when the host changed, or when the guest called the host after its run was over. The host is a careless one: it prints, converts, awaits and merges whatever it gets. `nodeVm` and `worker(nodeVm)` are no boundaries, and **must** fail: a corpus that finds nothing there would find nothing anywhere.',
		'',
		'Peers are given the same host functions in the way their own documentation shows, without schemas, which they do not have. What they do not promise is counted all the same, so their columns say how far one gets with a usual bridge, and no more than that.',
		'',
		'`isolate` and `quickjs` run in the host’s own process and thread. isolated-vm leaves V8 too little native stack, so a few attacks end the process there; behind `subprocess` they end a carrier, and their run has the outcome `GLOVEBOX_CRASHED`.',
		'',
		'## Escapes',
		'',
		...overview(escapes, escapeColumns),
		'',
		'### By class',
		'',
		'Escaped/tried. `+` counts what did not escape and was not contained either: it hung, ended its host, ran past its limit, or could not be made.',
		'',
		...classTable(escapes),
		'',
		...lostLists(escapes, (engine) => `Not contained by ${engine}`),
		'## Bombs',
		'',
		'A bomb is **contained** when its run ends within 250 ms of its limit, as the bomb’s file says, while the host answers (20 ms at the 99th percentile, 150 ms at most), grows by at most 20 MiB (a carrier: its idle size, `memoryBytes` and 96 MiB), and nothing uses a processor 250 ms later. One whose fault may be that of other programs on the machine is tried again, alone and at most twice, and counted; a guest that was stopped at its deadline having had less than half of that time on a processor was starved, and is contained. Stop latency is counted from the deadline, over the bombs that reach it.',
		'',
		...overview(bombs, bombColumns),
		'',
		...bombTables(bombs),
		...lostLists(bombs, (engine) => `What ${engine} cannot keep`),
		...figuresSection(hosts, stops),
		'## What this does not show',
		'',
		'Attacks that nobody has thought of; faults of the kernel; side channels below a millisecond. A figure of 0 means that none of these programs got out, not that none can. A program that does gets a file here before it is mended: see [SECURITY.md](../../SECURITY.md).',
	].join('\n')}\n`;
}

type Column = readonly [title: string, cell: (lines: readonly Line[]) => string];

const number = (value: number | undefined, unit = 1): string =>
	value === undefined ? '–' : (value / unit).toFixed(value / unit < 10 ? 1 : 0);
const counted = (title: string, ...results: readonly string[]): Column => [
	title,
	(lines) => {
		const found = results.reduce((sum, result) => sum + count(lines, result), 0);
		return found === 0 || results[0] === 'contained' ? String(found) : `**${found}**`;
	},
];
const tried: Column = ['tried', (lines) => String(lines.length)];
const escapeColumns: readonly Column[] = [
	tried,
	counted('contained', 'contained'),
	counted('escaped', 'escaped'),
	counted('hung', 'hung'),
	counted('host killed', 'host-killed'),
	counted('over limit', 'over-limit'),
	counted('not made', 'failed'),
];
const bombColumns: readonly Column[] = [
	tried,
	counted('contained', 'contained'),
	counted('hung', 'hung'),
	counted('host killed', 'host-killed'),
	counted('over limit', 'over-limit'),
	counted('other', 'wrong-outcome', 'failed'),
	['tried again', (lines) => String(lines.filter(({ again }) => again !== undefined).length)],
	['stop p50 ms', (lines) => number(percentile(latencies(lines), 0.5))],
	['stop p99 ms', (lines) => number(percentile(latencies(lines), 0.99))],
	['peak MiB over `memoryBytes`', (lines) => number(mostOverMemory(lines), 2 ** 20)],
];

function overview(lines: readonly Line[], columns: readonly Column[]): string[] {
	const rows = present(lines).map((engine) => [code(engine), ...columns.map(([, cell]) => cell(of(lines, engine)))]);
	return table(['boundary', ...columns.map(([title]) => title)], rows);
}

function classTable(lines: readonly Line[]): string[] {
	const engines = present(lines);
	const cell = (some: readonly Line[]): string => {
		const escaped = count(some, 'escaped');
		const other = some.length - escaped - count(some, 'contained');
		return `${escaped > 0 ? `**${escaped}**` : '0'}${other > 0 ? ` +${other}` : ''}/${some.length}`;
	};
	const rows = classesIn(lines).map((threat) => [
		link(threat),
		...engines.map((engine) => cell(of(lines, engine).filter((line) => line.class === threat.folder))),
	]);
	return table(['class', ...engines.map(code)], [...rows, ['all', ...engines.map((engine) => cell(of(lines, engine)))]]);
}

function bombTables(lines: readonly Line[]): string[] {
	return present(lines).flatMap((engine) => {
		const rows = classesIn(lines).map((threat) => {
			const some = of(lines, engine).filter((line) => line.class === threat.folder);
			return [link(threat), ...bombColumns.map(([, cell]) => cell(some))];
		});
		return [`### ${code(engine)}`, '', ...table(['class', ...bombColumns.map(([title]) => title)], rows), ''];
	});
}

/** By name what got out or could not be kept, where that is not so much that a list says nothing. */
function lostLists(lines: readonly Line[], heading: (engine: string) => string): string[] {
	return present(lines).flatMap((engine) => {
		const lost = of(lines, engine).filter(({ result }) => result !== 'contained');
		if (lost.length === 0 || lost.length > 150) return [];
		const items = classesIn(lost).map((threat) => {
			const names = lost.filter((line) => line.class === threat.folder).map(named);
			return `- ${link(threat)}: ${names.sort().join(', ')}`;
		});
		return [`### ${heading(code(engine))}`, '', ...items, ''];
	});
}

function named({ attack, result }: Line): string {
	return result === 'escaped' ? attack : `${attack} (${result.replace('-', ' ')})`;
}

function of(lines: readonly Line[], engine: string): Line[] {
	return lines.filter((line) => line.engine === engine);
}

function present(lines: readonly Line[]): string[] {
	const seen = new Set(lines.map(({ engine }) => engine));
	return [...subjects.filter((name) => seen.has(name)), ...[...seen].filter((name) => !subjects.includes(name))];
}

function classesIn(lines: readonly Line[]): ThreatClass[] {
	return threatClasses.filter(({ folder }) => lines.some((line) => line.class === folder));
}

function link({ folder, title }: ThreatClass): string {
	return `[${title}](${folder}.md)`;
}

function code(engine: string): string {
	const [, peer] = /^peer (.*)$/.exec(engine) ?? [];
	return peer === undefined ? `\`${engine}\`` : `${peer} (peer)`;
}
