/** What a grant is, and how one is described. */
import type { Schema } from 'glovebox';
import type { Target } from '../secret.ts';

/** A host function. */
export interface Grant {
	readonly handler: (...args: never[]) => unknown;
	readonly sync?: true;
	readonly input?: Schema<unknown[]>;
	/** Takes what the sandbox says of the caller as its last parameter. */
	readonly told?: true;
}

export type GrantTree = Readonly<Record<string, Grant | Readonly<Record<string, Grant>>>>;

/** What the host notes of one run. */
export interface Notes {
	/** Every argument that host functions were given. */
	readonly came: unknown[];
	/** Set when the run's outcome is there: from then on the guest must be silent. */
	over: boolean;
	/** Host functions called since. */
	readonly late: string[];
}

/** What the host holds for as long as it lives, for all its guests. */
export interface Shelf {
	readonly store: Map<string, unknown>;
	readonly settings: Record<string, unknown>;
	readonly listeners: ((...args: unknown[]) => unknown)[];
}

export function makeShelf(secret: string): Shelf {
	return { store: new Map([['victim:token', secret]]), settings: { theme: 'light', page: { size: 10 } }, listeners: [] };
}

/** Makes one set for one run. */
export type Make = (target: Target, notes: Notes, shelf: Shelf) => GrantTree;

export function grant(handler: (...args: never[]) => unknown): Grant {
	return { handler };
}

/** A schema as any library would make it: the arguments are these types and no others. */
export function takes(...types: readonly ('string' | 'number' | 'page')[]): Schema<unknown[]> {
	const fits = (value: unknown, type: string) => (type === 'page' ? isSettings(value) : typeof value === type);
	const validate = (args: unknown) =>
		Array.isArray(args) && args.length === types.length && types.every((type, index) => fits(args[index], type))
			? { value: [...args] }
			: { issues: [{ message: `Expected ${types.join(', ')}` }] };
	return { '~standard': { version: 1, vendor: 'escapes', validate } };
}

function isSettings(value: unknown): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		Object.entries(value).every(([key, entry]) => key === 'theme' && typeof entry === 'string')
	);
}
