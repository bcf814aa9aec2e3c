/** Lines and columns of offsets. Lines of data files end at line feeds and carriage returns alone. */

/** A text that is wrong at an offset. */
export class Misread extends Error {
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}

/** Where each line of a text begins. */
export class Lines {
	readonly #starts: number[] = [0];

	constructor(text: string) {
		for (const end of text.matchAll(/\r\n|[\n\r]/g)) this.#starts.push(end.index + end[0].length);
	}

	at(offset: number): { readonly line: number; readonly column: number } {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] as number) <= offset) low = middle;
			else high = middle - 1;
		}
		return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
	}

	/** The offset of a line and column. */
	offset(line: number, column: number): number {
		return (this.#starts[line - 1] ?? 0) + column - 1;
	}
}
