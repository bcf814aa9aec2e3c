/** Compares values as the codec keeps them. */
import assert from 'node:assert/strict';

/** `deepEqual` does not tell sharing from copies, so identity is compared where a value has any. */
export function sameValue(actual: unknown, wanted: unknown): void {
	assert.deepEqual(actual, wanted);
	assert.deepEqual(sharing(actual), sharing(wanted));
}

/** For each object in order of the walk, the number under which it was first met. */
function sharing(root: unknown): number[] {
	const numbers = new Map<object, number>();
	const met: number[] = [];
	const queue = [root];
	while (queue.length > 0) {
		const value = queue.shift();
		if (typeof value !== 'object' || value === null) continue;
		const known = numbers.get(value);
		met.push(known ?? numbers.size);
		if (known !== undefined) continue;
		numbers.set(value, numbers.size);
		queue.push(
			...(value instanceof Map
				? [...value].flat()
				: value instanceof Set
					? value
					: ArrayBuffer.isView(value)
						? [value.buffer]
						: Object.values(value)),
		);
	}
	return met;
}
