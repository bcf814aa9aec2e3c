/** A program: guest source made ready. What is done to it, and where, is `prepare.ts`. */
import type { PositionMap } from './positions.ts';

export const kinds = ['auto', 'script', 'function', 'module'] as const;
export type Kind = (typeof kinds)[number];
export const languages = ['auto', 'js', 'ts'] as const;
export type Language = (typeof languages)[number];

/** Guest source with what decides how to read it. Immutable; one program can run in many sandboxes. */
export interface Program {
	readonly source: string;
	readonly filename: string;
	/** `'root'` is made by sessions only: the source is one identifier, to be opened for `invoke`. */
	readonly kind: Kind | 'root';
	readonly language: Language;
}

/** A program after parsing: scripts that an engine evaluates in order, as they are. */
export interface Prepared {
	readonly filename: string;
	/** What `finish` of the guest does with the last script's completion value. */
	readonly mode: PreparedMode;
	readonly scripts: readonly Script[];
	readonly positions: PositionMap;
}

/**
 * - `value`: it is the program's value.
 * - `function`: it is a function; its result is the value.
 * - `awaiting`: it is an async function that resolves to `[completionValue]`.
 * - `module`: it is what `prepare.ts` makes of a module; the value is its default export.
 * - `root`: it is `[read, write, name]` of one identifier, kept for `invoke`; the value is undefined.
 */
export type PreparedMode = 'value' | 'function' | 'awaiting' | 'module' | 'root';

export interface Script {
	readonly code: string;
	/** Added to columns of the first line by engines that can, at most 0: what was put before the guest's text. */
	readonly columnOffset: number;
}
