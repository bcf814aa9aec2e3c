/**
 * The checks of a plain tree. `JSON.parse` made it, so it is inert: only its size, its depth and the key `__proto__` matter.
 *
 * Runs on: host, carriers and guest.
 * Trusts: that the tree comes out of `JSON.parse`.
 */
import { fail } from './decoding.ts';
import { createList, freeze, isArray, objectKeys, stringIndexOf } from './intrinsics.ts';

/** Whether the text alone shows that a tree is within limits: each value and each level costs characters. */
export function isSmall(text: string | undefined, maxDepth: number, maxNodes: number): boolean {
	if (text === undefined || text.length > maxNodes || text.length > 2 * maxDepth) return false;
	// A key can be spelled with escapes.
	return stringIndexOf(text, '__proto__') < 0 && stringIndexOf(text, '\\u') < 0;
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
