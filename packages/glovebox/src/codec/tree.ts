/**
 * The checks of a plain tree. `JSON.parse` made it, so it is inert: only its size, its depth and the key `__proto__` matter.
 *
 * Runs on: host, carriers and guest.
 * Trusts: that the tree comes out of `JSON.parse`.
 */
import { fail } from './decoding.ts';
import { createList, freeze, isArray, objectKeys, regExpExec, stringIndexOf } from './intrinsics.ts';

/** The letters of `__proto__` as escapes. */
const escapedLetter = /\\u00[567]/;

/** Whether the text alone shows that a tree is within limits and has no key `__proto__`. */
export function isHarmless(text: string | undefined, maxDepth: number, maxNodes: number): boolean {
	if (text === undefined || text.length > maxNodes || !isShallow(text, maxDepth)) return false;
	if (stringIndexOf(text, '__proto__') >= 0) return false;
	return stringIndexOf(text, '\\u') < 0 || regExpExec(escapedLetter, text) === null;
}

/** A level takes two characters, and an opening bracket or brace. */
function isShallow(text: string, maxDepth: number): boolean {
	if (text.length <= 2 * maxDepth) return true;
	let left = maxDepth;
	for (let at = stringIndexOf(text, '['); at >= 0 && left >= 0; at = stringIndexOf(text, '[', at + 1)) left -= 1;
	for (let at = stringIndexOf(text, '{'); at >= 0 && left >= 0; at = stringIndexOf(text, '{', at + 1)) left -= 1;
	return left >= 0;
}

/** Freezes an array of values without parts of their own, as most lists of arguments are. False for any other tree. */
export function freezeFlat(tree: unknown, maxNodes: number): boolean {
	if (!isArray(tree) || tree.length >= maxNodes) return false;
	for (let i = 0; i < tree.length; i += 1) if (typeof tree[i] === 'object' && tree[i] !== null) return false;
	freeze(tree);
	return true;
}

/** Fails where a tree is too deep, too large or has the key `__proto__`; freezes it where asked. */
export function checkTree(tree: unknown, maxDepth: number, maxNodes: number, freezing: boolean): void {
	const stack = createList<object>();
	const depths = createList<number>();
	let top = 0;
	let left = maxNodes - 1;
	if (left < 0) fail('more than ' + maxNodes + ' values');
	if (typeof tree === 'object' && tree !== null) stack[top++] = tree;
	depths[0] = 1;
	while (top > 0) {
		top -= 1;
		const holder = stack[top] as Record<string, unknown>;
		const depth = depths[top] as number;
		if (depth > maxDepth) fail('deeper than ' + maxDepth);
		const keys = isArray(holder) ? undefined : objectKeys(holder);
		const length = keys === undefined ? (holder as unknown as unknown[]).length : keys.length;
		left -= length;
		if (left < 0) fail('more than ' + maxNodes + ' values');
		for (let i = 0; i < length; i += 1) {
			const key = keys === undefined ? i : (keys[i] as string);
			if (key === '__proto__') fail('the key "__proto__"');
			const value = holder[key];
			if (typeof value !== 'object' || value === null) continue;
			stack[top] = value;
			depths[top] = depth + 1;
			top += 1;
		}
		if (freezing) freeze(holder);
	}
}
