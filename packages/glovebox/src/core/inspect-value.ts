/**
 * Values of guests as text for people, in bounded time.
 *
 * A value that crossed is a graph: a part may stand in many places and cost its guest once. `util.inspect` and `JSON.stringify` walk
 * paths, and show that part at each of them: a record of 1 000 entries in such a record, two times over, took Node 26.10 36 seconds.
 *
 * Runs on: host.
 * Trusts: that the value was decoded, so that it has neither getters nor proxies. Nothing of its shape.
 */
import { inspect, type InspectOptions } from 'node:util';

/** What takes about a tenth of a second to show. */
const shownWeight = 10_000;
const walkedWeight = 1_000_000;
const walkedDepth = 1_000;
/** What `util.inspect` shows of a list, and of a string, where nothing else is said. */
const shownItems = 100;
const shownCharacters = 10_000;
const charactersOfWeight = 100;
const inspectDepth = 2;

/**
 * A value that a guest gave, as `util.inspect` shows it, but no deeper than can be shown in a moment: `[Object]` stands for the rest.
 *
 * Guarantees: the time is bounded, whatever the guest made of its value. Does not guarantee that control characters are left out: a text
 * may move a terminal's cursor.
 *
 * @example
 * ```ts
 * import { createSandbox, inspectValue } from 'glovebox';
 * await using sandbox = createSandbox();
 * const value = await sandbox.evaluate('let list = [1]; for (let i = 0; i < 5_000; i++) list = [list, list]; list');
 * console.log(inspectValue(value, { depth: Infinity }).length < 10_000_000); // → true
 * ```
 */
export function inspectValue(value: unknown, options: InspectOptions = {}): string {
	const { depth = inspectDepth } = options;
	return inspect(value, { ...options, depth: showableDepth(value, depth ?? Number.POSITIVE_INFINITY) });
}

/** As JSON, where that is about as long as the value; else as much of it as can be shown. */
export function dataText(value: unknown): string | undefined {
	if (!isSmall(value)) return inspectValue(value, { breakLength: Number.POSITIVE_INFINITY });
	return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

/** Whether whoever walks the paths of a value is done in a moment. No value with a cycle is. */
export function isSmall(value: unknown): boolean {
	return showableDepth(value, Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY;
}

/** As {@link isSmall}, of a second or so, and where a cycle does no harm: what walks values usually notices one. */
export function isWalkable(value: unknown): boolean {
	return showableDepth(value, walkedDepth, walkedWeight) === walkedDepth;
}

/** How deep a value can be shown, at most as deep as this: counted level by level, by paths, as it would be shown. */
function showableDepth(value: unknown, deepest: number, mostWeight = shownWeight): number {
	let left = mostWeight;
	let level: readonly object[] = isObject(value) ? [value] : [];
	for (let depth = 0; level.length > 0 && depth <= deepest; depth++) {
		const next: object[] = [];
		for (const holder of level) {
			for (const part of partsOf(holder)) {
				// Each level is indented by two characters more.
				left -= weightOf(part) + depth / (charactersOfWeight / 2);
				if (left < 0) return Math.max(0, depth - 1);
				if (isObject(part)) next.push(part);
			}
		}
		level = next;
	}
	return deepest;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function partsOf(holder: object): Iterable<unknown> {
	if (Array.isArray(holder)) return holder.slice(0, shownItems);
	if (holder instanceof Map) return [...holder.entries().take(shownItems)].flat();
	if (holder instanceof Set) return holder.values().take(shownItems);
	if (ArrayBuffer.isView(holder) || holder instanceof ArrayBuffer) return [];
	const entries: unknown[] = Object.entries(holder).flat();
	if (!(holder instanceof Error)) return entries;
	// Shown although they are not enumerable.
	const { cause, errors } = holder as AggregateError;
	return [...entries, cause, errors];
}

function weightOf(part: unknown): number {
	return 1 + charactersOf(part) / charactersOfWeight;
}

function charactersOf(part: unknown): number {
	if (typeof part === 'string') return Math.min(part.length, shownCharacters);
	if (typeof part === 'bigint') return part.toString(16).length;
	if (!isObject(part)) return 0;
	if (part instanceof RegExp) return part.source.length;
	if (part instanceof Error) return String(part.stack).length;
	if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer) return part.byteLength > shownItems ? 10 * shownItems : 0;
	// Of a list with holes all indices are looked at.
	return Array.isArray(part) ? part.length : 0;
}
