/** Writes `docs/planning.md` and its plots from what was measured. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Table, tableMarkdown, type TableRow } from '../peers/table.ts';
import { type CarrierPoint, docs, type Figures } from './figures.ts';
import { lineChart } from './line-chart.ts';
import { assumed, type Cost, costsOf, fleetFor, startMsOf } from './plan.ts';

export function writePlanning(figures: Figures, folder = docs): void {
	const plots = join(folder, 'performance');
	mkdirSync(plots, { recursive: true });
	const plot = (name: string, svg: string) => writeFileSync(join(plots, `${name}.svg`), svg);
	for (const guest of guestsOf(figures)) {
		const title = `Runs a second against carriers: ${guest}, ${figures.cores} cores`;
		plot(`scaling-${slug(guest)}`, lineChart(linesOf(figures, guest), { title, xName: 'carriers', yName: 'runs/s' }));
	}
	const byMost = [...new Set(figures.tenants.map(({ max }) => max))].map((max) => ({
		name: `${max} carriers at most`,
		points: figures.tenants.filter((point) => point.max === max).map(({ tenants: x, rate: y }) => ({ x, y })),
	}));
	const title = 'Runs a second against tenants: subprocess(quickjs), 20 lines';
	plot('scaling-tenants', lineChart(byMost, { title, xName: 'tenants', yName: 'runs/s', logarithmic: true }));
	writeFileSync(join(folder, 'planning.md'), page(figures));
}

function guestsOf({ carriers }: Figures): readonly string[] {
	return [...new Set(carriers.map(({ guest }) => guest))];
}

function linesOf({ carriers }: Figures, guest: string) {
	const of = carriers.filter((point) => point.guest === guest);
	const engines = [...new Set(of.map(({ engine }) => engine))];
	const lines = engines.map((engine) => ({
		name: engine,
		points: of.filter((point) => point.engine === engine).map(({ carriers: x, rate: y }) => ({ x, y })),
	}));
	// In the host's own thread there are no carriers to count.
	return lines.filter(({ points }) => points.length > 1);
}

function page(figures: Figures): string {
	const costs = costsOf(figures, assumed.guest);
	const sections = [
		heading(figures),
		costSection(figures),
		bendSection(figures, costs),
		tenantSection(figures),
		idleSection(),
		fleetSection(costs),
		failSection(figures, costs),
	];
	return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function heading({ date, node, machine, othersShare }: Figures): string {
	const busy =
		othersShare > 0.05
			? `, ${percent(othersShare)} of whose processors other programs had meanwhile, so that its runs a second are too few and its processor times too long`
			: '';
	return `# Planning

How many machines a service needs that runs guests, and what gives first. Written by \`npm run bench scaling -- --write\` on ${date}: Node ${node}, ${machine}${busy}. The figures are of that machine, and of one minute of it; the arithmetic holds for others. Measure your own guests with \`glovebox bench FILE\` and put their cost in place of the one here.

Two words for what a run costs: **host** is processor time of the thread that calls \`run\`, and bounds what one host process can lead; **others** is that of carriers, and of the threads on which V8 compiles and collects garbage. Both go on at once, on different cores where there are some.`;
}

function costSection(figures: Figures): string {
	const tables = guestsOf(figures).map((guest) => {
		const rows = costsOf(figures, guest).map(({ engine, boundary, hostMicros, otherMicros, best }) => ({
			name: `\`${engine}\``,
			cells: [boundary, micros(hostMicros), micros(otherMicros), number(best.rate), best.carriers > 1 ? String(best.carriers) : '1'],
		}));
		const columns = ['boundary', 'host µs', 'others µs', 'runs/s here, at most', 'with carriers'];
		return `${guest === 'loop' ? 'A loop of 500 000 rounds, a millisecond of V8' : 'Twenty lines: most rules, templates and formulas'}:\n\n${tableMarkdown({ columns, rows })}`;
	});
	return `## What a run costs\n\nA fresh realm each time. ${tables.join('\n\n')}\n\nA stronger boundary is dearer by what crosses it: two messages, two turns of a scheduler, and a realm that is made behind it. Beside that the engine decides: a fresh realm of QuickJS is a copy of its memory, a fresh isolate is made; QuickJS interprets, V8 compiles. So short guests belong on QuickJS and long ones on V8.`;
}

function bendSection({ cores, carriers }: Figures, costs: readonly Cost[]): string {
	const rows = costs
		.filter(({ engine }) => /\(/.test(engine))
		.map(({ engine, hostMicros, otherMicros, best }) => ({
			name: `\`${engine}\``,
			cells: [
				number((cores * 1e6) / (hostMicros + otherMicros)),
				number(best.rate),
				String(bendOf(carriers, engine)),
				number(1e6 / hostMicros),
				String(Math.ceil(otherMicros / hostMicros)),
			],
		}));
	const columns = [`${cores} cores could do, runs/s`, 'did', 'bends at carriers', 'one host leads at most, runs/s', 'with carriers'];
	return `## Where it bends

![Runs a second against carriers, 20 lines](performance/scaling-20-lines.svg)

![Runs a second against carriers, a loop](performance/scaling-loop.svg)

This machine has ${cores} cores, so it bends as soon as they are busy: the host's thread takes its share, and carriers what is left. More carriers than that take turns on the same cores: they add memory and switches between processes, no runs. What is said of more than ${cores} cores is arithmetic: with a core for each carrier it goes on until the host's own thread is full.

${tableMarkdown({ columns, rows })}

So give a host process as many carriers as the last column says (\`pool.max\`; the default is twice the processors, at least 4), and start another host process for more. Hosts share nothing: they scale with machines.`;
}

/** The fewest carriers that come within a tenth of the best. */
function bendOf(points: readonly CarrierPoint[], engine: string): number {
	const of = points.filter((point) => point.engine === engine && point.guest === assumed.guest);
	const best = Math.max(...of.map(({ rate }) => rate));
	return Math.min(...of.filter(({ rate }) => rate > 0.9 * best).map(({ carriers }) => carriers));
}

function tenantSection(figures: Figures): string {
	const { tenants } = figures;
	const rows = tenants.map(({ tenants: count, max, rate, medianMs, p99Ms, startShare }) => ({
		name: `${number(count)} ${count === 1 ? 'tenant' : 'tenants'}, ${max} carriers at most`,
		cells: [number(rate), percent(startShare), medianMs.toFixed(1), p99Ms.toFixed(1)],
	}));
	return `## Tenants

![Runs a second against tenants](performance/scaling-tenants.svg)

A carrier serves one tenant for its life. Where there are more tenants than carriers, a run of one that has none ends another's, and waits for a start. Here tenants are asked for as things on the web are, by Zipf's law: the second half as often as the first, the hundredth a hundredth as often; 8 runs are in flight, and those who are asked for most begin with a carrier.

${tableMarkdown({ columns: ['runs/s', 'had to wait for a start', 'median ms', 'p99'], rows })}

A start costs ${startMsOf(tenants).toFixed(0)} ms of processor time, as much as ${number((startMsOf(tenants) * 1_000) / runMicros(figures))} runs. It is what tenants cost; the number of names is nothing. So lead each tenant to the same host (a hash of its name), keep \`pool.max\` near the number of tenants that are busy at once, which memory allows, and let \`pool.idleMs\` be longer than the time between two runs of a tenant that matters. Runs that need no wall between them need no \`tenant\`.`;
}

/** Of the engine whose tenants were measured. */
function runMicros(figures: Figures): number {
	const cost = costsOf(figures, assumed.guest).find(({ engine }) => engine === 'subprocess(quickjs)');
	return (cost?.hostMicros ?? 0) + (cost?.otherMicros ?? 0);
}

function fleetSection(costs: readonly Cost[]): string {
	const rows = costs.map((cost) => {
		const fleet = fleetFor(cost);
		return {
			name: `\`${cost.engine}\`, ${cost.boundary}`,
			cells: [
				micros(fleet.coreMicros),
				number(fleet.cores),
				number(fleet.machines),
				String(fleet.hostsPerMachine),
				fleet.carriersPerMachine === 0 || cost.engine.includes('(') === false ? '–' : String(fleet.carriersPerMachine),
				cost.engine.includes('(') ? fleet.gigabytesPerMachine.toFixed(1) : '–',
			],
		};
	});
	const columns = ['core µs a run', 'cores', `machines of ${assumed.cores}`, 'hosts on each', 'carriers on each', 'GB for them'];
	return `## A million runs a second, on paper

Of twenty lines each, in machines of ${assumed.cores} cores like these, with processors ${percent(assumed.used)} busy at the busiest minute. The rest is headroom: for bursts (in one line, a run waits one and a half times as long as it takes where a processor is 60 % busy, nine times where it is 90 %), for a machine that fails, and for guests that do their worst until their limit. \`cores = runs/s × core µs ÷ 1 000 000 ÷ ${assumed.used}\`.

${tableMarkdown({ columns, rows })}

Hosts and carriers divide a machine's cores as they divide a run. An engine in the host's thread is here to show what a boundary costs: it is no plan for strangers, whose guest can hold up or end its host.`;
}

function failSection({ tenants }: Figures, costs: readonly Cost[]): string {
	const startMs = startMsOf(tenants);
	const startCores = (share: number) => number((assumed.runsPerSecond * share * startMs) / 1e3);
	const carried = costs.filter(({ engine }) => engine.startsWith('subprocess'));
	const memory = carried.map(({ engine, megabytes }) => `${megabytes.toFixed(0)} MB for \`${engine}\``).join(', ');
	return `## What gives first

1. **Starts.** Each costs ${startMs.toFixed(0)} ms of processor time. One run in a hundred that meets no carrier of its tenant's, at a million runs a second, keeps ${startCores(0.01)} cores busy beside those of the table. A guest that is stopped by force (\`wallMs\` in a loop, \`memoryBytes\`) costs one as well: count how many are, and bound who may be stopped how often.
2. **Processors.** Above nine tenths runs wait in line: \`usage.queueMs\` grows before anything fails. At \`pool.queue\` waiting runs (1 000) the next is refused with \`GLOVEBOX_CAPACITY\`: answer it with 503 and a time, and add machines when \`queueMs\` is more than a few times \`wallMs\`.
3. **The host's thread.** It encodes and decodes what crosses, so inputs of 100 KB cost it milliseconds ([performance](performance.md)). Watch the delay of its event loop; more host processes, not more carriers, are the remedy.
4. **Memory.** A carrier that is idle keeps ${memory}, and a guest may add its \`memoryBytes\` (64 MiB) and as much again before its process is killed. Plan for all carriers at their limit at once, or lower the limit: 32 carriers × (64 + 64) MiB are 4 GiB.
5. **Processes of a machine.** Each carrier is a process with a handful of threads and descriptors: thousands of idle sessions in processes need the kernel's limits raised. A session that waits for long is better closed, and opened anew when it is wanted.

## What to watch

\`sandbox.stats()\` has carriers (busy, idle, starting), sessions, the queue and bytes; each outcome's \`usage\` has \`queueMs\`, \`startMs\`, \`wallMs\` and, where it is known, \`cpuMs\`. Alarm on: the share of runs with \`startMs\` over 0, the 99th percentile of \`queueMs\`, \`GLOVEBOX_CAPACITY\`, \`GLOVEBOX_CRASHED\`.`;
}

/** What is idle, from what `npm run bench peers` wrote last; empty before it has. */
function idleSection(): string {
	const rows = idleTables.flatMap(([id, what]) =>
		ownRows(id).map(({ name, cells }) => ({ name: `${name.replace('Glovebox ', '')}, ${what}`, cells: cells.slice(0, 3) })),
	);
	if (rows.length === 0) return '';
	return `## Memory of what is idle

MB for each one more, of the host and all its processes, when so many are there ([performance](performance.md) has how, and others beside it). A session keeps its realm; a sandbox keeps what its pool has ready.

${tableMarkdown({ columns: ['MB at 10', '100', '1 000'], rows })}`;
}

const idleTables = [
	['density', 'a session'],
	['density-sandboxes', 'a sandbox'],
] as const;

function ownRows(id: string): readonly TableRow[] {
	const file = join(docs, 'performance', 'results.json');
	if (!existsSync(file)) return [];
	const results = JSON.parse(readFileSync(file, 'utf8')) as readonly Partial<Table>[];
	const table = results.find((result) => result.id === id);
	return (table?.rows ?? []).filter(({ name }) => name.startsWith('Glovebox'));
}

function slug(guest: string): string {
	return guest.replaceAll(' ', '-');
}

function micros(value: number): string {
	return number(Math.round(value));
}

function number(value: number): string {
	return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}

function percent(share: number): string {
	return `${(100 * share).toFixed(0)} %`;
}
