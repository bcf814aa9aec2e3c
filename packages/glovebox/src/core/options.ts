/** Options are checked at the door, once, with their full names in the message. */
import type { ConsoleSink } from './outcome.ts';

/** Refuses anything but an object with names that are known. */
export function readNames(options: unknown, caller: string, names: readonly string[]): void {
	if (typeof options !== 'object' || options === null) throw new TypeError(`${caller}: options must be an object`);
	for (const name of Object.keys(options)) {
		if (names.includes(name)) continue;
		const known = names.length > 0 ? `the options are ${names.join(', ')}` : 'it has none';
		throw new TypeError(`options.${name} is no option of ${caller}; ${known}`);
	}
}

export function readObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
	if (value === undefined) return {};
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw new TypeError(`${name} must be an object of names and values`);
	return value as Readonly<Record<string, unknown>>;
}

/** `true` or `false`, or what holds where nothing is said. */
export function readFlag(value: unknown, name: string, fallback: boolean): boolean {
	if (value === undefined || typeof value === 'boolean') return value ?? fallback;
	throw new TypeError(`${name} must be true or false`);
}

export function readConsole(value: unknown): ConsoleSink | undefined {
	if (value === undefined || typeof value === 'function' || value === 'inherit' || value === 'discard')
		return value as ConsoleSink | undefined;
	throw new TypeError("options.console must be a function, 'inherit' or 'discard'");
}

export function readTenant(value: unknown): string | undefined {
	if (value === undefined || (typeof value === 'string' && value !== '')) return value as string | undefined;
	throw new TypeError('options.tenant must be a string that is not empty');
}

export function readSignal(value: unknown): AbortSignal | undefined {
	if (value === undefined || value instanceof AbortSignal) return value as AbortSignal | undefined;
	throw new TypeError('options.signal must be an AbortSignal');
}

/** Where a deterministic guest begins. */
export interface Deterministic {
	/** What its random numbers come from. */
	readonly seed: number | string;
	/** Where its clock starts, in milliseconds since 1970. */
	readonly now: number;
}

export function readDeterministic(value: unknown): { readonly seed: string; readonly now: number } | undefined {
	if (value === undefined) return undefined;
	if (typeof value !== 'object' || value === null)
		throw new TypeError('options.deterministic must be an object such as { seed: 1, now: 0 }');
	const { seed, now } = value as Partial<Record<keyof Deterministic, unknown>>;
	if (typeof seed !== 'string' && !(typeof seed === 'number' && Number.isFinite(seed)))
		throw new TypeError('options.deterministic.seed must be a number or a text');
	if (typeof now !== 'number' || !(Math.abs(now) <= 8.64e15))
		throw new RangeError('options.deterministic.now must be milliseconds since 1970, such as Date.now()');
	return { seed: String(seed), now };
}
