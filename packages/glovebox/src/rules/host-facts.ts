/** Facts that the host finds: asked for once for each row, where a rule reads them and the row has none. */
import type { RowFailure } from './decision.ts';
import type { FactFunction } from './options.ts';
import type { Facts } from './rows.ts';

/** Rows with what was found for them. */
export interface Filled {
	readonly rows: readonly Facts[];
	readonly failures: readonly RowFailure[];
}

export class HostFacts {
	readonly #functions: Readonly<Record<string, FactFunction>>;
	/** Those that a rule may read. */
	readonly #names: readonly string[];

	constructor(functions: Readonly<Record<string, FactFunction>>, read: ReadonlySet<string> | undefined) {
		this.#functions = functions;
		this.#names = Object.keys(functions).filter((name) => !read || read.has(name));
	}

	/** Finds the facts of all rows at once. What a function throws fails its row. */
	async fill(rows: readonly Facts[]): Promise<Filled> {
		if (this.#names.length === 0) return { rows, failures: [] };
		const failures: RowFailure[] = [];
		const filled = await Promise.all(
			rows.map(async (row, index) => {
				const found: Record<string, unknown> = { ...row };
				for (const name of this.#missing(row)) {
					try {
						found[name] = await this.#functions[name]?.(row);
					} catch (error) {
						failures.push(factFailure(index, name, error));
					}
				}
				return found;
			}),
		);
		return { rows: filled, failures };
	}

	/** As `fill`, with functions that answer at once. */
	fillSync(rows: readonly Facts[]): Filled {
		if (this.#names.length === 0) return { rows, failures: [] };
		const failures: RowFailure[] = [];
		const filled = rows.map((row, index) => {
			const found: Record<string, unknown> = { ...row };
			for (const name of this.#missing(row)) {
				try {
					const value = this.#functions[name]?.(row);
					if (value instanceof Promise) throw new TypeError('it gives a promise; use the asynchronous form');
					found[name] = value;
				} catch (error) {
					failures.push(factFailure(index, name, error));
				}
			}
			return found;
		});
		return { rows: filled, failures };
	}

	#missing(row: Facts): readonly string[] {
		return this.#names.filter((name) => !Object.hasOwn(row, name));
	}
}

function factFailure(row: number, name: string, error: unknown): RowFailure {
	return {
		row,
		name: 'FactError',
		message: `the fact "${name}" cannot be found: ${error instanceof Error ? error.message : String(error)}`,
	};
}
