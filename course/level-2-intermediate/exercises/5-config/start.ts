export interface ConfigOptions {
	readonly env: Readonly<Record<string, string>>;
	readonly allowEnv: readonly string[];
	/** What the clock says. */
	readonly now: number;
	readonly seed: number;
	readonly timeoutMs: number;
	readonly maxDepth: number;
	/** How many values the configuration may have, records and arrays counted. */
	readonly maxNodes: number;
}
export interface Config {
	readonly value: Readonly<Record<string, unknown>>;
	/** The file of each leaf, by its path: `server.port`. */
	readonly from: Readonly<Record<string, string>>;
}

/** Loads a configuration from files given by their names. */
export async function loadConfig(files: Readonly<Record<string, string>>, entry: string, options: ConfigOptions): Promise<Config> {
	// TODO: a context, a module of each file (node:vm, node:module), a function inside that writes the value down, a merge.
	return { value: {}, from: {} };
}
