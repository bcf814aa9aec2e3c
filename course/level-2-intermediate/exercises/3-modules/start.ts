export interface LoaderOptions {
	/** Where the guest's files begin, such as `/app`. */
	readonly root: string;
	/** Bare names that may be imported, and the paths that they stand for. */
	readonly packages?: Readonly<Record<string, string>>;
}
export interface Loader {
	/** The exports of a file, copied as JSON. */
	load(path: string): Promise<Record<string, unknown>>;
}

/** Makes a loader, with a realm of its own, for files given by their paths. */
export function createLoader(files: Readonly<Record<string, string>>, options: LoaderOptions): Loader {
	// TODO: a context, a cache of modules, a function that resolves, and vm.SourceTextModule. Import from 'node:vm'.
	return { load: async () => ({}) };
}
