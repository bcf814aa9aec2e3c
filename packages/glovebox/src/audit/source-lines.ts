/** The lines of a text, split once: a hostile file can have a hundred thousand findings, each of which asks for its place. */
import type { Position } from '../core/positions.ts';

export class SourceLines {
	/** Without what ends them. Lines end where ECMAScript says they end. */
	readonly texts: readonly string[];
	readonly #starts: readonly number[];

	constructor(text: string) {
		const texts: string[] = [];
		const starts = [0];
		for (const end of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
			texts.push(text.slice(starts.at(-1), end.index));
			starts.push(end.index + end[0].length);
		}
		texts.push(text.slice(starts.at(-1)));
		this.texts = texts;
		this.#starts = starts;
	}

	/** The line and column of an offset, from 1. */
	at(offset: number): Position {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] as number) <= offset) low = middle;
			else high = middle - 1;
		}
		return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
	}
}
