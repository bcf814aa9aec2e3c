/**
 * What `console.log` writes for its arguments.
 *
 * Runs on: guest.
 * Trusts: nothing. `%s`, `%d`, `%i`, `%f` and `%j` convert objects as the language does, which runs the guest's own methods;
 * what those throw is contained.
 */
import { NumberFunction, StringFunction, stringIndexOf, stringSlice } from '../../codec/intrinsics.ts';
import { nativeConversions, readFloat, readInteger, toPrimitive } from './intrinsics.ts';
import { inspect } from './inspect.ts';
import { defaultOptions } from './inspection.ts';
import { writeJson } from './json.ts';
import { writeNumber } from './primitive.ts';
import { chainData } from './property.ts';
import { createWriter, type Writer } from './text.ts';

/** The text of `values`: a first string with `%` directives takes the values after it; the others follow, separated by spaces. */
export function formatWith(values: readonly unknown[]): string {
	const writer = createWriter();
	const first = values.length > 1 ? values[0] : undefined;
	let next = typeof first === 'string' ? writeTemplate(writer, first, values) : 0;
	for (; next < values.length && !writer.isFull(); next++) {
		const value = values[next];
		if (next > 0) writer.write(' ');
		writer.write(typeof value === 'string' ? value : inspect(value));
	}
	return writer.end();
}

/** Writes the template and returns the index of the first value that it did not take. */
function writeTemplate(writer: Writer, template: string, values: readonly unknown[]): number {
	let next = 1;
	let start = 0;
	for (let at = stringIndexOf(template, '%'); at !== -1 && !writer.isFull(); at = stringIndexOf(template, '%', at + 2)) {
		const directive = stringSlice(template, at + 1, at + 2);
		if (directive === '%') {
			writer.write(stringSlice(template, start, at + 1));
			start = at + 2;
			continue;
		}
		const text = next < values.length ? convert(directive, values[next]) : undefined;
		if (text === undefined) continue;
		writer.write(stringSlice(template, start, at));
		writer.write(text);
		start = at + 2;
		next += 1;
	}
	writer.write(stringSlice(template, start));
	return next;
}

/** The text of `value` for one directive, or `undefined` where there is no such directive. */
function convert(directive: string, value: unknown): string | undefined {
	if (directive === 's') return toText(value);
	if (directive === 'd') return toNumber(value, NumberFunction);
	if (directive === 'i') return toNumber(value, readInteger as (value: unknown) => number);
	if (directive === 'f')
		return toNumber(typeof value === 'bigint' ? NumberFunction(value) : value, readFloat as (value: unknown) => number);
	if (directive === 'j') return writeJson(value);
	if (directive === 'o') return inspect(value, { depth: 4, items: defaultOptions.items, width: defaultOptions.width });
	if (directive === 'O') return inspect(value);
	return directive === 'c' ? '' : undefined;
}

function toNumber(value: unknown, read: (value: unknown) => number): string {
	if (typeof value === 'bigint') return writeNumber(value);
	if (typeof value === 'symbol') return 'NaN';
	try {
		return writeNumber(read(value));
	} catch {
		return 'NaN';
	}
}

/** Strings as they are, objects with a conversion of their own by it, the others inspected. */
function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'bigint') return writeNumber(value);
	try {
		if (typeof value !== 'object' || value === null || convertsItself(value)) return StringFunction(value);
	} catch {
		// A conversion that fails says nothing: what the object is says more.
	}
	return inspect(value, { depth: 0, items: defaultOptions.items, width: defaultOptions.width });
}

function convertsItself(value: object): boolean {
	const budget = { keysLeft: 10_000 };
	return isOwnConversion(chainData(budget, value, toPrimitive)) || isOwnConversion(chainData(budget, value, 'toString'));
}

function isOwnConversion(method: unknown): boolean {
	if (typeof method !== 'function') return false;
	for (let index = 0; index < nativeConversions.length; index++) if (nativeConversions[index] === method) return false;
	return true;
}
