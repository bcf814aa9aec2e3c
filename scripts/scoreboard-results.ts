/** What was measured for the scoreboard: the lines that both corpora print, read from a folder, and figures made of them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StopLatency } from '../bench/stop-latency.bench.ts';
import type { Figures } from '../packages/glovebox/test/bombs/figures.ts';

export type Corpus = 'escapes' | 'bombs';

/** One program on one subject. */
export interface Line {
	readonly attack: string;
	readonly class: string;
	/** Engine, carrier, confinement or peer. */
	readonly engine: string;
	readonly result: string;
	readonly detail: string;
	/** Bombs only: what a first try came to, of one that was tried again. */
	readonly again?: string;
	/** Bombs only, and only where an outcome came. */
	readonly ending?: string;
	readonly overshootMs?: number;
	readonly hostBytes?: number;
	readonly carrierBytes?: number;
}

export interface Results {
	readonly escapes: readonly Line[];
	readonly bombs: readonly Line[];
	/** What all bombs do to one host, a line for each carrier. */
	readonly hosts: readonly Figures[];
	/** How late the end of a run is, a line for each carrier. */
	readonly stops: readonly StopLatency[];
	/** When the first and the last of them was measured. */
	readonly from: Date;
	readonly to: Date;
}

/** `memoryBytes` of every bomb that is about memory. */
const memoryBytes = 64 * 2 ** 20;

/** Reads every `escapes*`, `bombs*` and `figures*.jsonl`; a program that was run twice on a subject counts as it came out last. */
export function readResults(folder: string): Results {
	const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jsonl')) : [];
	const byAge = files.map((file) => ({ file, at: statSync(join(folder, file)).mtime })).sort((a, b) => +a.at - +b.at);
	const linesOf = (corpus: Corpus): Line[] => {
		const found = new Map<string, Line>();
		for (const { file } of byAge.filter((one) => one.file.startsWith(corpus)))
			for (const line of parse<Line>(join(folder, file))) found.set(`${line.engine} ${line.class}/${line.attack}`, line);
		return [...found.values()];
	};
	const figuresOf = <Kind>(kind: string) =>
		byAge.filter(({ file }) => file.startsWith(kind)).flatMap(({ file }) => parse<Kind>(join(folder, file)));
	const [first, last] = [byAge[0], byAge.at(-1)];
	if (!first || !last) throw new Error(`${folder} has no results: npm run scoreboard`);
	return {
		escapes: linesOf('escapes'),
		bombs: linesOf('bombs'),
		hosts: figuresOf('figures-host'),
		stops: figuresOf('figures-stop'),
		from: first.at,
		to: last.at,
	};
}

function parse<Kind>(file: string): Kind[] {
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	return lines.map((text) => JSON.parse(text) as Kind);
}

/** How many came to a result. */
export function count(lines: readonly Line[], result: string): number {
	return lines.filter((line) => line.result === result).length;
}

/** How long after their deadline guests were stopped that ran into it: all of these, sorted. When a peer's guest began is not known. */
export function latencies(lines: readonly Line[]): number[] {
	const stopped = lines.filter(({ engine, ending }) => ending === 'wallMs' && !engine.startsWith('peer '));
	return stopped.flatMap(({ overshootMs }) => (overshootMs === undefined ? [] : [Math.max(0, overshootMs)])).sort((a, b) => a - b);
}

/** The value below which that share of sorted values is; `undefined` of none. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** How far the process that holds the guest grew past its idle size and `memoryBytes`, at most, in bytes. */
export function mostOverMemory(lines: readonly Line[]): number | undefined {
	const grown = lines.flatMap(({ hostBytes, carrierBytes }) =>
		hostBytes === undefined ? [] : [Math.max(hostBytes, carrierBytes ?? 0) - memoryBytes],
	);
	return grown.length === 0 ? undefined : Math.max(0, ...grown);
}
