/** The equality of the codec's tests: two graphs are the same when one walk goes through both, with the same sharing. */
import assert from 'node:assert/strict';

/** Fails where two values differ in kind, prototype, own properties, order, holes, sharing or bytes. */
export function assertSameGraph(actual: unknown, expected: unknown): void {
	const partners = new Map<unknown, unknown>();
	const taken = new Set<unknown>();
	const queue: (readonly [actual: unknown, expected: unknown])[] = [[actual, expected]];
	for (const [left, right] of queue) {
		if (typeof right !== 'object' || right === null) {
			assert.ok(Object.is(left, right), `${String(left)} is not ${String(right)}`);
			continue;
		}
		assert.equal(typeof left, 'object');
		if (partners.has(right)) {
			assert.equal(left, partners.get(right), 'what was shared is shared');
			continue;
		}
		assert.ok(!taken.has(left), 'what was not shared is not shared');
		partners.set(right, left);
		taken.add(left);
		assert.equal(Object.getPrototypeOf(left), Object.getPrototypeOf(right));
		assert.deepEqual(sketch(left), sketch(right));
		const leftParts = parts(left as object);
		const rightParts = parts(right);
		assert.equal(leftParts.length, rightParts.length);
		for (const [i, part] of rightParts.entries()) queue.push([leftParts[i], part]);
	}
}

/** What an object holds that is no value of its own. */
function sketch(value: unknown): unknown {
	if (value instanceof Date) return value.getTime();
	if (value instanceof RegExp) return [value.source, value.flags];
	if (value instanceof ArrayBuffer) return new Uint8Array(value);
	if (ArrayBuffer.isView(value))
		return [Object.prototype.toString.call(value), new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
	if (value instanceof Error)
		return [value.name, value.message, Object.keys(value), Object.hasOwn(value, 'cause'), Object.hasOwn(value, 'errors')];
	return [Array.isArray(value) && value.length, Object.keys(value as object), Object.isFrozen(value)];
}

/** The values that an object holds, in order. */
function parts(value: object): unknown[] {
	if (value instanceof Map) return [...value].flat();
	if (value instanceof Set) return [...value];
	if (ArrayBuffer.isView(value)) return [];
	if (value instanceof Error) return [...Object.values(value), value.cause, (value as AggregateError).errors];
	return Object.values(value);
}
