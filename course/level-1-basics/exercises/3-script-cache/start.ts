import vm from 'node:vm';

/** Where the code came from: part of what makes two scripts the same. */
export interface Options {
	readonly filename?: string;
	readonly lineOffset?: number;
}

/** How the cache was used, and how many scripts it holds. */
export interface Statistics {
	readonly hits: number;
	readonly misses: number;
	readonly size: number;
}

/** Compiled scripts, at most `limit` of them. */
export class ScriptCache {
	readonly limit: number;

	constructor(limit: number) {
		this.limit = limit;
	}

	/** The compiled script. */
	get(code: string, options: Options = {}): vm.Script {
		// TODO: compile once for the same code and options
		return new vm.Script(code, options);
	}

	/** Runs code with variables as its globals, in a context of its own. */
	run(code: string, variables: Readonly<Record<string, unknown>> = {}, options: Options = {}): unknown {
		// TODO: the variables stay as they were
		return this.get(code, options).runInNewContext(variables);
	}

	/** Hits, misses and size. */
	statistics(): Statistics {
		// TODO
		return { hits: 0, misses: 0, size: this.limit };
	}
}
