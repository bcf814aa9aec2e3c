import vm from 'node:vm';

/** Text of a user, and where in the user's file it stands. */
export interface Source {
	readonly text: string;
	readonly filename: string;
	/** Lines of the file that come before the text; 0 if absent. */
	readonly lineOffset?: number;
}

/** What became of a run, told to the person who wrote the text. */
export interface Report {
	readonly kind: 'ok' | 'syntax' | 'error' | 'value' | 'timeout';
	readonly message: string;
	readonly line?: number;
	readonly column?: number;
	readonly excerpt?: string;
	readonly frames: readonly string[];
	readonly causes: readonly string[];
}

/** Runs a text and reports. */
export function report(source: Source): Report {
	// TODO: catch, and tell what happened
	vm.runInNewContext(source.text, {}, { filename: source.filename, timeout: 100 });
	return { kind: 'ok', message: '', frames: [], causes: [] };
}
