/**
 * `%j`: a value as JSON, no more of it than could be shown.
 *
 * Runs on: guest.
 * Trusts: nothing. `toJSON` and getters are the guest's own code; what they throw is contained.
 */
import { RangeErrorClass } from '../../codec/intrinsics.ts';
import { stringifyJson } from './intrinsics.ts';
import { textLimit } from './text.ts';

/** The JSON of `value`, or a note in brackets that there is none or too much. */
export function writeJson(value: unknown): string {
	let left = textLimit;
	// A graph whose parts are shared can have more JSON than memory: each member visited is at least one character.
	const count = (_key: string, member: unknown): unknown => {
		left -= typeof member === 'string' ? member.length + 1 : 1;
		if (left < 0) throw new RangeErrorClass('Cannot write JSON: too much of it');
		return member;
	};
	try {
		return stringifyJson(value, count) ?? 'undefined';
	} catch {
		return left < 0 ? `[JSON of more than ${textLimit} characters]` : '[no JSON]';
	}
}
