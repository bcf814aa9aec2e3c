export interface Plugin {
	readonly name: string;
	/** The version of the API that the plugin was written for. */
	readonly api: number;
	readonly requires?: readonly string[];
	/** A script whose value is a function: given the API, it returns the plugin's methods. */
	readonly source: string;
}
export interface Report {
	readonly name: string;
	readonly state: 'running' | 'failed' | 'refused';
	readonly reason?: string;
}
export interface PluginHost {
	load(plugins: readonly Plugin[]): Report[];
	call(name: string, method: string, input: unknown): Promise<unknown>;
	emit(event: string, data: unknown): void;
	dispose(name: string): void;
	/** Lines `name: text`. */
	log(): string[];
}

export function createPluginHost(options: { readonly api: number; readonly timeoutMs: number }): PluginHost {
	// TODO: a context for each plugin, an API made inside it, and text that crosses. Import from 'node:vm'.
	return { load: () => [], call: async () => undefined, emit: () => {}, dispose: () => {}, log: () => [] };
}
