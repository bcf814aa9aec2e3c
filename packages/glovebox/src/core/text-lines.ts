/** Texts that hold data: lines and columns of offsets, keys that may stand in them. Lines end at line feeds and carriage returns alone. */

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

/** Adds a key that must be new and may be had. */
export function checkKey(key: string, offset: number, keys: Set<string>): void {
	if (key === '__proto__') throw new Misread('the key "__proto__" is refused', offset);
	if (keys.has(key)) throw new Misread(`the key "${key.slice(0, 100)}" stands twice`, offset);
	keys.add(key);
}
