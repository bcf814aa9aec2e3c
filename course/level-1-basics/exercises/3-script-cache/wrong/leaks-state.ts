/** Keeps a context with each script. */
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

/** Compiled scripts, at most `limit` of them; the one not used for the longest time goes first. */
export class ScriptCache {
	readonly limit: number;
	// A Map remembers the order of insertion: the first key is the one not used for the longest time.
	readonly #scripts = new Map<string, vm.Script>();
	readonly #contexts = new WeakMap<vm.Script, vm.Context>();
	#hits = 0;
	#misses = 0;

	constructor(limit: number) {
		this.limit = limit;
	}

	/** The compiled script. */
	get(code: string, options: Options = {}): vm.Script {
		// JSON separates its parts without doubt; code and filename joined as text would not.
		const key = JSON.stringify([options.filename, options.lineOffset, code]);
		const known = this.#scripts.get(key);
		if (known) this.#hits += 1;
		else this.#misses += 1;
		const script = known ?? new vm.Script(code, options);
		this.#scripts.delete(key);
		this.#scripts.set(key, script);
		for (const oldest of this.#scripts.keys()) {
			if (this.#scripts.size <= this.limit) break;
			this.#scripts.delete(oldest);
		}
		return script;
	}

	/** Runs code with variables as its globals, in a context of its own. */
	run(code: string, variables: Readonly<Record<string, unknown>> = {}, options: Options = {}): unknown {
		const script = this.get(code, options);
		const context = this.#contexts.get(script) ?? vm.createContext();
		this.#contexts.set(script, context);
		Object.assign(context, variables);
		try {
			return script.runInContext(context);
		} catch (error) {
			if (!String(error).includes('already been declared')) throw error;
			return vm.runInContext(`{${code}}`, context);
		}
	}

	/** Hits, misses and size. */
	statistics(): Statistics {
		return { hits: this.#hits, misses: this.#misses, size: this.#scripts.size };
	}
}
