/** The figures of the scoreboard that are promised with a number, carrier by carrier. */
import type { StopLatency } from '../bench/stop-latency.bench.ts';
import type { Figures } from '../packages/glovebox/test/bombs/figures.ts';
import { bounds } from '../packages/glovebox/test/bombs/verdict.ts';
import { table } from './markdown-table.ts';

/** The carriers whose figures are measured: the one of threads, and processes in the strongest confinement that needs no other program. */
export const carriers: readonly string[] = ['worker(quickjs)', 'subprocess(quickjs) landlock', 'subprocess(isolate) landlock'];

interface Measured {
	readonly host: Figures | undefined;
	readonly stop: StopLatency | undefined;
}

/** What is measured, the most that is promised of a process, and of a thread where that is not the same; `undefined` where it has none. */
interface Promised {
	readonly what: string;
	readonly most: number | undefined;
	readonly unit: 'MiB' | 'ms' | '%';
	read(measured: Measured): number | undefined;
}

/** What shrank has not grown. */
const mebibytes = (bytes: number | undefined): number | undefined => (bytes === undefined ? undefined : Math.max(0, bytes) / 2 ** 20);
/** Of a thread the guest's memory is the host's, which may have `memoryBytes` and the margin of a carrier. */
const isThread = ({ host }: Measured): boolean => host?.carrierBytes === undefined;

const promised: readonly Promised[] = [
	{
		what: 'the host grows, over all bombs of memory',
		most: bounds.hostBytes / 2 ** 20,
		unit: 'MiB',
		read: (measured) => (isThread(measured) ? undefined : mebibytes(measured.host?.hostBytes)),
	},
	{
		what: 'a carrier grows over its idle size and `memoryBytes`',
		most: bounds.marginBytes / 2 ** 20,
		unit: 'MiB',
		read: (measured) => mebibytes(isThread(measured) ? measured.host?.hostBytes : measured.host?.carrierBytes),
	},
	{ what: 'the host grows, over all bombs', most: undefined, unit: 'MiB', read: ({ host }) => mebibytes(host?.hostAllBytes) },
	{
		what: 'the event loop of the host is late, 99th percentile, worst bomb',
		most: bounds.loopP99Ms,
		unit: 'ms',
		read: ({ host }) => host?.loopP99Ms,
	},
	{ what: 'and once, at most', most: bounds.loopMostMs, unit: 'ms', read: ({ host }) => host?.loopMostMs },
	// A timer may be early by the part of a millisecond that it does not count.
	{ what: 'a run ends after its deadline, median', most: 2, unit: 'ms', read: ({ stop }) => stop && Math.max(0, stop.medianMs) },
	{ what: 'the same, 99.9th percentile', most: 250, unit: 'ms', read: ({ stop }) => stop?.p999Ms },
	{ what: 'a processor in use afterwards, at most', most: undefined, unit: '%', read: ({ stop }) => stop && 100 * stop.busy },
];

/** The section of the page, nothing where none were measured. */
export function figuresSection(hosts: readonly Figures[], stops: readonly StopLatency[]): string[] {
	const names = carriers.filter((name) => [...hosts, ...stops].some(({ engine }) => engine === name));
	if (names.length === 0) return [];
	const measured = names.map((name) => ({
		host: hosts.find(({ engine }) => engine === name),
		stop: stops.find(({ engine }) => engine === name),
	}));
	const rows = promised.map(({ what, most, unit, read }) => {
		const cells = measured.map((one) => cell(read(one), most));
		return [what, most === undefined ? '–' : `${most} ${unit}`, ...cells.map((text) => (text === '–' ? text : `${text} ${unit}`))];
	});
	const [{ bombs = 0 } = {}] = hosts;
	const [{ samples = 0 } = {}] = stops;
	return [
		'## Figures',
		'',
		`What all ${bombs} bombs do to one host that has met 24 harmless guests and then meets them one after another, \`memoryBytes\` being 64 MiB; and how long after a deadline of 50 ms a run ends, over ${samples} runs of eight loops that are hard to stop. What is over its promise is in bold. Both hold on a machine that does nothing else.`,
		'',
		...table(['figure', 'promised', ...names.map((name) => `\`${name}\``)], rows),
		'',
		'In `worker(quickjs)` guest and host share a process: its growth is the carrier’s, and the processor time of a thread that takes an ended one’s place counts as used afterwards. So does, in processes that are copies, the one time that what they are copies of practises (some 150 ms).',
		'',
	];
}

function cell(value: number | undefined, most: number | undefined): string {
	if (value === undefined) return '–';
	const text = value.toFixed(value < 10 ? 1 : 0);
	return most !== undefined && value > most ? `**${text}**` : text;
}
