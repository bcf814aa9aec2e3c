/** Where each key and item of a valid TOML text stands. */

export interface TomlPlaces {
	/** Offsets by path, as JSON. The first place of a path counts. */
	readonly places: ReadonlyMap<string, number>;
	/** Where the first date stands that its month does not have. */
	readonly impossibleDate: number | undefined;
}

export function tomlPlaces(text: string): TomlPlaces {
	const scan = new Scan(text);
	scan.document();
	return scan;
}

class Scan {
	readonly places = new Map<string, number>();
	impossibleDate: number | undefined;
	readonly #text: string;
	/** How many tables each array of tables has so far. */
	readonly #tables = new Map<string, number>();
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	document(): void {
		let table: readonly string[] = [];
		for (this.#skip(true); this.#at < this.#text.length; this.#skip(true)) {
			const start = this.#at;
			if (this.#text[start] === '[') table = this.#header(start);
			else this.#entry(table);
			// Valid text moves forward at every step; text that does not is left.
			if (this.#at === start) return;
		}
	}

	#header(start: number): readonly string[] {
		const isArray = this.#text[start + 1] === '[';
		this.#at += isArray ? 2 : 1;
		const keys = this.#keys();
		this.#at += isArray ? 2 : 1;
		const path: string[] = [];
		for (const [at, key] of keys.entries()) {
			path.push(key);
			const name = JSON.stringify(path);
			const count = this.#tables.get(name) ?? 0;
			const begins = isArray && at === keys.length - 1;
			if (begins) this.#tables.set(name, count + 1);
			if (begins) this.#mark(path, start);
			if (begins) path.push(String(count));
			else if (count > 0) path.push(String(count - 1));
		}
		this.#mark(path, start);
		return path;
	}

	#entry(table: readonly string[]): void {
		const start = this.#at;
		const path = [...table];
		for (const key of this.#keys()) {
			path.push(key);
			this.#mark(path, start);
		}
		this.#skip(false);
		// The equals sign.
		this.#at += 1;
		this.#skip(false);
		this.#value(path);
	}

	#value(path: readonly string[]): void {
		const char = this.#text[this.#at];
		if (char === '"' || char === "'") this.#string(char);
		else if (char === '[') this.#items(path);
		else if (char === '{') this.#inline(path);
		else this.#bare();
	}

	/** A number, a truth value or a date, which the library takes for a day of the next month where its own has too few. */
	#bare(): void {
		const text = /^[^,\]}\r\n#]*/.exec(this.#text.slice(this.#at, this.#at + 5_000))?.[0] ?? '';
		const [date] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
		if (date !== undefined && !new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)) this.impossibleDate ??= this.#at;
		this.#at += text.length;
	}

	#items(path: readonly string[]): void {
		this.#at += 1;
		this.#skip(true);
		for (let index = 0; this.#at < this.#text.length && this.#text[this.#at] !== ']'; index++) {
			const item = [...path, String(index)];
			this.#mark(item, this.#at);
			this.#value(item);
			this.#comma();
		}
		this.#at += 1;
	}

	#inline(path: readonly string[]): void {
		this.#at += 1;
		this.#skip(true);
		while (this.#at < this.#text.length && this.#text[this.#at] !== '}') {
			this.#entry(path);
			this.#comma();
		}
		this.#at += 1;
	}

	#comma(): void {
		this.#skip(true);
		if (this.#text[this.#at] === ',') this.#at += 1;
		this.#skip(true);
	}

	/** A dotted key, each part bare or quoted. */
	#keys(): readonly string[] {
		const keys: string[] = [];
		for (;;) {
			this.#skip(false);
			const start = this.#at;
			const char = this.#text[start];
			if (char === '"' || char === "'") {
				this.#string(char);
				keys.push(unquoted(this.#text.slice(start, this.#at)));
			} else {
				while (/[^\s.=\]]/.test(this.#text[this.#at] ?? '=')) this.#at += 1;
				keys.push(this.#text.slice(start, this.#at));
			}
			this.#skip(false);
			if (this.#text[this.#at] !== '.') return keys;
			this.#at += 1;
		}
	}

	#string(quote: string): void {
		const triple = quote.repeat(3);
		const end = this.#text.startsWith(triple, this.#at) ? triple : quote;
		this.#at += end.length;
		while (this.#at < this.#text.length && !this.#text.startsWith(end, this.#at)) {
			this.#at += quote === '"' && this.#text[this.#at] === '\\' ? 2 : 1;
		}
		this.#at += end.length;
		// A multi-line string may end with quotes of its own.
		while (end === triple && this.#text[this.#at] === quote) this.#at += 1;
	}

	#skip(lines: boolean): void {
		for (;;) {
			const char = this.#text[this.#at];
			if (char === ' ' || char === '\t' || (lines && (char === '\n' || char === '\r'))) this.#at += 1;
			else if (char === '#' && lines) {
				while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') this.#at += 1;
			} else return;
		}
	}

	#mark(path: readonly string[], offset: number): void {
		const name = JSON.stringify(path);
		if (!this.places.has(name)) this.places.set(name, offset);
	}
}

function unquoted(text: string): string {
	if (text.startsWith("'")) return text.slice(1, -1);
	try {
		return String(JSON.parse(text.replace(/\\U([0-9a-fA-F]{8})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))));
	} catch {
		return text.slice(1, -1);
	}
}
