/** Keeps what was lately prepared, within bounds: the same program is run again and again. */
import type { Program } from '../program.ts';

export interface ProgramCache<T> {
	get(program: Program): T | undefined;
	set(program: Program, value: T): void;
}

/** A cache of at most `mostEntries` programs and about `mostChars` characters of source; the one used longest ago goes first. */
export function createProgramCache<T>(mostEntries: number, mostChars: number): ProgramCache<T> {
	const entries = new Map<string, { readonly program: Program; readonly value: T }>();
	let chars = 0;
	const remove = (source: string): void => {
		if (entries.delete(source)) chars -= source.length;
	};
	return {
		get(program) {
			const entry = entries.get(program.source);
			if (!entry || !isSame(entry.program, program)) return undefined;
			entries.delete(program.source);
			entries.set(program.source, entry);
			return entry.value;
		},
		set(program, value) {
			remove(program.source);
			entries.set(program.source, { program, value });
			chars += program.source.length;
			for (const source of entries.keys()) {
				if (entries.size <= mostEntries && chars <= mostChars) break;
				remove(source);
			}
		},
	};
}

function isSame(a: Program, b: Program): boolean {
	return a.source === b.source && a.kind === b.kind && a.language === b.language && a.filename === b.filename;
}
