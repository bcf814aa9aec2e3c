/** Rows for one template, as many in one crossing as their texts allow, and what came of them. */
import { EngineError } from '../core/errors.ts';
import type { Usage } from '../core/outcome.ts';
import { sumUsage } from '../core/usage-sum.ts';
import type { RenderedRows } from './guest/frame.ts';
import type { RenderedMany, RenderedRowFailure } from './templates.ts';

/** Rows of one crossing at most: crossing costs little then, and few of them have to go again where texts are large. */
const mostAtOnce = 100;

interface Answer {
	readonly value: RenderedRows;
	readonly loaded: readonly string[];
	readonly usage: Usage;
}

export class RowBatches {
	readonly #rows: readonly object[];
	readonly #texts: (string | undefined)[] = [];
	readonly #failures: RenderedRowFailure[] = [];
	#atOnce = mostAtOnce;
	#loaded: readonly string[] = [];
	#usage: Usage | undefined;

	/** Throws a `TypeError` that names the row that is no data. */
	constructor(rows: unknown, readRow: (row: unknown, name: string) => object) {
		if (!Array.isArray(rows)) throw new TypeError('rows must be an array of objects of names and values');
		this.#rows = rows.map((row, index) => readRow(row, `rows[${index}]`));
	}

	/** Once at least, so that there is a usage to tell. */
	get done(): boolean {
		return this.#usage !== undefined && this.#texts.length >= this.#rows.length;
	}

	next(): readonly object[] {
		return this.#rows.slice(this.#texts.length, this.#texts.length + this.#atOnce);
	}

	add({ value, loaded, usage }: Answer): void {
		const first = this.#texts.length;
		if (value.texts.length === 0 && first < this.#rows.length)
			throw new EngineError('GLOVEBOX_PROTOCOL', 'The guest rendered none of the rows');
		for (const text of value.texts) this.#texts.push(text);
		for (const problem of value.problems) this.#failures.push({ ...problem, row: problem.row + first });
		// The guest stops where the texts are enough for one crossing.
		this.#atOnce = Math.min(mostAtOnce, Math.max(1, value.texts.length * 2));
		this.#loaded = loaded;
		this.#usage = sumUsage(this.#usage, usage);
	}

	joined(): RenderedMany {
		return { texts: this.#texts, failures: this.#failures, loaded: this.#loaded, usage: this.#usage as Usage };
	}
}

/**
 * The texts of a crossing in which nothing went wrong, of which `packTexts` in `guest/frame.ts` made one: as untrusted as all that a
 * guest says. Each is a part of what arrived, and keeps that alive.
 */
export function unpackTexts(packed: string): readonly string[] {
	const start = packed.indexOf('\n') + 1;
	const texts: string[] = [];
	let at = start;
	for (const digits of packed
		.slice(0, Math.max(0, start - 1))
		.split(',')
		.slice(0, -1)) {
		const end = at + Number(digits);
		if (!(end >= at)) break;
		texts.push(packed.slice(at, end));
		at = end;
	}
	if (start === 0 || at !== packed.length) throw new EngineError('GLOVEBOX_PROTOCOL', 'The guest said something else than its texts');
	return texts;
}
