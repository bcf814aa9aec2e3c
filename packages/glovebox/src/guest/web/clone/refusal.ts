/** The one error of `structuredClone`. */
import { use } from '../realm.ts';

/** Says of a value that it cannot be cloned, as engines do. */
export function notCloneable(value: unknown): Error {
	return dataCloneError(`${describe(value)} could not be cloned.`);
}

export function dataCloneError(message: string): Error {
	return new (use('events').DOMException)(message, 'DataCloneError') as unknown as Error;
}

function describe(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value);
	const { constructor: made } = value as { readonly constructor?: { readonly name?: unknown } };
	return `#<${typeof made?.name === 'string' ? made.name : 'Object'}>`;
}
