/**
 * The items of a node: values as they are, references, bigints and what JSON cannot say.
 *
 * Runs on: host, carriers and guest.
 * Trusts: nothing of the message but that it comes out of `JSON.parse`.
 */
import { type Decoding, fail } from './decoding.ts';
import { BigIntFunction, isArray, isSafeInteger, regExpExec, stringSlice } from './intrinsics.ts';
import { shellOf } from './shells.ts';

const hexadecimal = /^-?(?:0|[1-9a-f][0-9a-f]*)$/;

/** The value of an item of node `from`; -1 for the root of the message. */
export function itemValue(decoding: Decoding, item: unknown, from: number): unknown {
	if (typeof item !== 'object' || item === null) return item;
	if (!isArray(item) || item.length !== 1) return fail('an item that is no value');
	const content = item[0];
	if (typeof content === 'string') return readBigint(content);
	if (typeof content !== 'number') return fail('an item that is no value');
	return content >= 0 ? reference(decoding, content, from) : special(content);
}

/** The object of a node that node `from` refers to. */
export function reference(decoding: Decoding, id: unknown, from: number): object {
	const { depths } = decoding;
	const next = depths.length;
	if (!isSafeInteger(id) || id < 0 || id > next || id >= decoding.nodes.length) return fail('a reference out of order');
	if (id === next) {
		const depth = from < 0 ? 1 : (depths[from] as number) + 1;
		if (depth > decoding.maxDepth) fail('deeper than ' + decoding.maxDepth);
		depths[next] = depth;
	}
	return shellOf(decoding, id);
}

function readBigint(text: string): bigint {
	if (regExpExec(hexadecimal, text) === null) return fail('a bigint that is no number');
	return text[0] === '-' ? -BigIntFunction('0x' + stringSlice(text, 1)) : BigIntFunction('0x' + text);
}

function special(code: number): unknown {
	switch (code) {
		case -1:
			return undefined;
		case -2:
			return NaN;
		case -3:
			return Infinity;
		case -4:
			return -Infinity;
		case -5:
			return -0;
		default:
			return fail('an item that is no value');
	}
}
