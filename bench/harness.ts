/**
 * Measures contenders in turns, so that a machine whose speed drifts treats them alike. Read README.md before believing a figure.
 */

/** One thing to measure. `run` is one operation; `prepare`, once, and `before`, each time, are not measured. */
export interface Contender {
	readonly name: string;
	readonly prepare?: () => Promise<void> | void;
	readonly before?: () => Promise<void>;
	readonly run: () => Promise<unknown> | unknown;
	readonly end?: () => void;
	/** Runs in one turn; fewer for what is slow. */
	readonly batch?: number;
	/** Operations of one run; default 1. */
	readonly operations?: number;
}

export interface Measured {
	readonly name: string;
	/** Microseconds an operation. */
	readonly min: number;
	readonly median: number;
	readonly p99: number;
	/** CPU microseconds an operation, of the whole process; other processes' are not seen. */
	readonly cpu: number;
	readonly operations: number;
}

export interface MeasureOptions {
	readonly rounds?: number;
	readonly batch?: number;
	/** Stops after this many milliseconds, whatever is left. */
	readonly atMostMs?: number;
}

/** Measures all contenders, one batch each in turn, until the rounds are done or the time is up. */
export async function measure(
	contenders: readonly Contender[],
	{ rounds = 40, batch = 50, atMostMs = 20_000 }: MeasureOptions = {},
): Promise<readonly Measured[]> {
	const samples = contenders.map(() => [] as number[]);
	const cpu = contenders.map(() => 0);
	for (const contender of contenders) {
		await contender.prepare?.();
		await warmUp(contender, contender.batch ?? batch);
	}
	const until = performance.now() + atMostMs;
	for (let round = 0; round < rounds && performance.now() < until; round++) {
		for (const [at, contender] of contenders.entries()) {
			const before = process.cpuUsage();
			await turn(contender, contender.batch ?? batch, samples[at] ?? []);
			const { user, system } = process.cpuUsage(before);
			cpu[at] = (cpu[at] ?? 0) + user + system;
		}
	}
	for (const contender of contenders) contender.end?.();
	return contenders.map((contender, at) => summarise(contender, samples[at] ?? [], cpu[at] ?? 0));
}

/** What is quick is warmed up for longer: engines compile what has run some thousand times, and on other threads. */
async function warmUp({ before, run }: Contender, batch: number): Promise<void> {
	const until = performance.now() + 250;
	const most = batch < 50 ? Math.min(20, batch) : 5_000;
	for (let index = 0; index < most && (index < 20 || performance.now() < until); index++) {
		if (before) await before();
		const result = run();
		if (result instanceof Promise) await result;
	}
}

async function turn({ before, run }: Contender, operations: number, samples: number[]): Promise<void> {
	for (let index = 0; index < operations; index++) {
		if (before) await before();
		const began = performance.now();
		const result = run();
		// A synchronous contender must not pay for a promise.
		if (result instanceof Promise) await result;
		samples.push((performance.now() - began) * 1_000);
	}
}

function summarise({ name, operations = 1 }: Contender, samples: readonly number[], cpu: number): Measured {
	const sorted = samples.map((sample) => sample / operations).sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	return {
		name,
		min: at(0),
		median: at(0.5),
		p99: at(0.99),
		cpu: cpu / Math.max(1, sorted.length * operations),
		operations: sorted.length * operations,
	};
}

/** A table with ratios of minima to the reference, named by `against` where each contender has its own. */
export function report(title: string, measured: readonly Measured[], against: ReadonlyMap<string, string> = new Map()): string {
	const minima = new Map(measured.map(({ name, min }) => [name, min]));
	const rows = measured.map(({ name, min, median, p99, cpu }) => {
		const reference = against.get(name);
		const floor = reference === undefined ? undefined : minima.get(reference);
		return [
			name,
			micros(min),
			micros(median),
			micros(p99),
			micros(cpu),
			floor === undefined ? '' : `${(min / floor).toFixed(2)} × ${reference}`,
		];
	});
	const head = [title, 'min µs', 'median', 'p99', 'cpu', 'ratio of minima'];
	const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]?.length ?? 0)));
	const line = (row: readonly string[]) =>
		row.map((cell, at) => (at === 0 || at === 5 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
	return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function micros(value: number): string {
	if (Number.isNaN(value)) return '–';
	return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
