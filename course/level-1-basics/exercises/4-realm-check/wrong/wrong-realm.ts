/** Asks instanceof. */
import { types } from 'node:util';

/** What a value is, told without running any code of its realm. */
export interface Description {
	readonly kind: string;
	/** Own enumerable properties: the key, and the kind of the value or `getter`. */
	readonly properties: readonly (readonly [key: string, kind: string])[];
}

const kinds: readonly (readonly [kind: string, is: (value: unknown) => boolean])[] = [
	['array', (value) => value instanceof Array],
	['date', (value) => value instanceof Date],
	['error', (value) => value instanceof Error],
	['map', (value) => value instanceof Map],
	['set', (value) => value instanceof Set],
	['promise', (value) => value instanceof Promise],
	['regexp', (value) => value instanceof RegExp],
];

/** Describes any value of any realm. */
export function describe(value: unknown): Description {
	const kind = kindOf(value);
	return { kind, properties: kind === 'proxy' ? [] : propertiesOf(value) };
}

function kindOf(value: unknown): string {
	if (value === null) return 'null';
	// First of all: every other question, Array.isArray included, may throw at a proxy that is revoked.
	if (types.isProxy(value)) return 'proxy';
	if (typeof value !== 'object') return typeof value;
	return kinds.find(([, is]) => is(value))?.[0] ?? 'object';
}

function propertiesOf(value: unknown): [key: string, kind: string][] {
	if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return [];
	const own = Object.entries(Object.getOwnPropertyDescriptors(value));
	return own.filter(([, { enumerable }]) => enumerable).map(([key, one]) => [key, 'value' in one ? kindOf(one.value) : 'getter']);
}
