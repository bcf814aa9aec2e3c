/** What was measured of engines, as a table and as one sentence. */
import type { Boundary } from '../index.ts';
import type { EngineFigures, FailedOn, Measured } from './bench-measure.ts';
import { paint, shown, table } from './terminal.ts';

/** Times nearer than this to each other are called alike: medians on a machine that does other work differ by as much. */
const alike = 1.2;

/** A line for each engine; one that failed has its error in place of figures. */
export function figuresText(figures: readonly EngineFigures[]): string {
	const head = ['engine', 'boundary', 'first', 'warm', 'runs', 'CPU', 'memory'].map((text) => paint.dim(text));
	const measured = figures.filter((each) => each.ok).map(measuredRow);
	const failed = figures.filter((each) => !each.ok).map(failedRow);
	const tables = [measured.length > 0 ? [head, ...measured] : [], failed].filter((rows) => rows.length > 0);
	return `${tables.map((rows) => table(rows)).join('\n\n')}\n`;
}

function measuredRow({ engine, boundary, firstMs, warmMs, warmRuns, cpuMs, peakMemoryBytes }: Measured): readonly string[] {
	return [engine, boundary, time(firstMs), time(warmMs), String(warmRuns), time(cpuMs), size(peakMemoryBytes)];
}

const longestMessage = 100;

function failedRow({ engine, boundary, error }: FailedOn): readonly string[] {
	const [line = ''] = error.message.split('\n');
	const message = line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
	return [engine, boundary, paint.red(error.code), shown(message, process.stdout)];
}

/** Which engine suits the program, and why: from the figures alone. */
export interface Advice {
	/** `undefined` where it failed on every engine with a boundary. */
	readonly suits: string | undefined;
	readonly sentence: string;
}

/** The quickest engine whose boundary `createSandbox` accepts by default, and what the strongest boundary costs. */
export function adviceFor(figures: readonly EngineFigures[]): Advice {
	const measured = figures.filter((each) => each.ok);
	if (measured.length === 0) return { suits: undefined, sentence: 'It fails on every engine that was tried.' };
	const walled = measured.filter(({ boundary }) => strength(boundary) >= strength('isolate'));
	// Only what all of them have is compared.
	const warm = walled.every(({ warmMs }) => warmMs !== undefined);
	const timed = walled.map((each) => ({ ...each, ms: (warm ? each.warmMs : undefined) ?? each.firstMs })).toSorted((a, b) => a.ms - b.ms);
	const [best] = timed;
	if (best === undefined) {
		return { suits: undefined, sentence: 'It runs only where no boundary keeps it in: none of these engines suits code of others.' };
	}
	const takes = `${warm ? 'a fresh run' : 'its first result'} takes ${time(best.ms)}`;
	return { suits: best.engine, sentence: `${best.engine} suits it: ${takes}${reason(best, timed)}${price(best, timed)}.` };
}

/** The time that engines are compared by. */
interface Timed extends Measured {
	readonly ms: number;
}

/** Under this, making the realm is most of a run on V8; over it, what the guest computes is. */
const shortMs = 5;

/** Beside the other family: V8 compiles, QuickJS interprets and has the cheaper realm. */
function reason(best: Timed, timed: readonly Timed[]): string {
	const other = timed.find((each) => isQuickjs(each) !== isQuickjs(best));
	if (other === undefined) return '';
	const times = other.ms / best.ms;
	if (times < alike) return `, about as long as on ${other.engine}`;
	const ratio = `, ${times.toFixed(1)} times less than on ${other.engine}`;
	if (isQuickjs(best)) return best.ms < shortMs ? `${ratio}, since of a run so short most is its realm` : ratio;
	return other.ms >= shortMs ? `${ratio}, since V8 compiles what others interpret` : ratio;
}

function price(best: Timed, timed: readonly Timed[]): string {
	const highest = Math.max(...timed.map(({ boundary }) => strength(boundary)));
	const strongest = timed.find(({ boundary }) => strength(boundary) === highest);
	if (strongest === undefined || strength(best.boundary) === highest) return '';
	return `; the stronger boundary of ${strongest.engine}, "${strongest.boundary}", costs ${time(strongest.ms - best.ms)} more`;
}

const weakestFirst: readonly Boundary[] = ['realm', 'thread', 'isolate', 'wasm', 'process', 'confined-process'];

function strength(boundary: Boundary): number {
	return weakestFirst.indexOf(boundary);
}

function isQuickjs({ engine }: Measured): boolean {
	return engine.includes('quickjs');
}

const unknown = '–';

function time(ms: number | undefined): string {
	if (ms === undefined) return unknown;
	if (ms < 1) return `${ms.toFixed(3)} ms`;
	return ms < 100 ? `${ms.toFixed(1)} ms` : `${ms.toFixed(0)} ms`;
}

function size(bytes: number | undefined): string {
	return bytes === undefined ? unknown : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
