/**
 * Numbers that meet in one bucket of a Map or Set.
 *
 * V8 14.6 hashes strings with a seed of the process, but numbers and bigints without one, and of a bigint only its lowest 64 bits. So a
 * guest can choose ones that all lie in one bucket: 30 000 bigints in a Set kept the host's thread for 11 seconds. QuickJS, where such a
 * Set costs nothing, hashes otherwise; and a session can make it bit by bit.
 *
 * Runs on: host.
 * Trusts: nothing of the message but that it comes out of `JSON.parse`.
 */

/** Steps along buckets that are taken anyway, and for each number: chance comes to three. */
const mostSteps = 4_000_000;
const stepsOfEach = 8;
/** Smaller ones cost little, whatever lies in them. */
const smallest = 64;

/** Whether putting the Maps and Sets of an encoded value together takes far more steps than they have entries. */
export function hasCollisions(encoded: unknown): boolean {
	const nodes: unknown = Array.isArray(encoded) && encoded[0] === 'G' ? encoded[2] : undefined;
	if (!Array.isArray(nodes)) return false;
	let left = mostSteps;
	for (const node of nodes) {
		const isMap = Array.isArray(node) && node[0] === 'm';
		if (!isMap && !(Array.isArray(node) && node[0] === 's')) continue;
		if (node.length > smallest) left -= stepsOver(node, isMap ? 2 : 1, left);
		if (left < 0) return true;
	}
	return false;
}

/** Steps beyond those that are allowed for each entry of one node, whose keys lie `stride` apart; counted until they are more than `most`. */
function stepsOver(node: readonly unknown[], stride: number, most: number): number {
	const entries = Math.ceil((node.length - 1) / stride);
	// As many entries as a power of two, and half as many buckets.
	const buckets = new Uint32Array(2 ** Math.max(1, Math.ceil(Math.log2(entries)) - 1));
	const enough = most + stepsOfEach * entries;
	let steps = 0;
	for (let at = 1; at < node.length && steps <= enough; at += stride) {
		const hash = hashOf(node[at]);
		if (hash < 0) continue;
		const bucket = hash & (buckets.length - 1);
		const length = buckets[bucket] as number;
		buckets[bucket] = length + 1;
		// The sum of squares.
		steps += 2 * length + 1;
	}
	return Math.max(0, steps - stepsOfEach * entries);
}

/** V8's hash of an item that is a number or a bigint; -1 for any other, of which a guest knows no hash. */
function hashOf(item: unknown): number {
	if (typeof item === 'number') return isInt32(item) ? hashOfInt32(item) : hashOfDouble(item);
	const text: unknown = Array.isArray(item) ? item[0] : undefined;
	return typeof text === 'string' ? hashOfBigint(text) : -1;
}

function isInt32(value: number): boolean {
	return (value | 0) === value;
}

/** `ComputeUnseededHash` */
function hashOfInt32(value: number): number {
	let hash = (~value + (value << 15)) | 0;
	hash ^= hash >>> 12;
	hash = (hash + (hash << 2)) | 0;
	hash ^= hash >>> 4;
	hash = Math.imul(hash, 2057);
	hash ^= hash >>> 16;
	return hash & 0x3fffffff;
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

function hashOfDouble(value: number): number {
	double[0] = value;
	return hashOfLong(halves[1] as number, halves[0] as number);
}

/** Of the hexadecimal digits of a bigint; its sign is not part of it. */
function hashOfBigint(text: string): number {
	const digits = text.replace('-', '').slice(-16).padStart(16, '0');
	return hashOfLong(Number.parseInt(digits.slice(0, 8), 16), Number.parseInt(digits.slice(8), 16));
}

/** `ComputeLongHash`, in halves. */
function hashOfLong(high: number, low: number): number {
	let [h, l] = add(~high, ~low, (high << 18) | (low >>> 14), low << 18);
	[h, l] = [h ^ (h >>> 31), l ^ ((h << 1) | (l >>> 31))];
	const [h5, l5] = add(h, l, (h << 2) | (l >>> 30), l << 2);
	[h, l] = add(h5, l5, (h << 4) | (l >>> 28), l << 4);
	[h, l] = [h ^ (h >>> 11), l ^ ((h << 21) | (l >>> 11))];
	[h, l] = add(h, l, (h << 6) | (l >>> 26), l << 6);
	return (l ^ ((h << 10) | (l >>> 22))) & 0x3fffffff;
}

function add(high: number, low: number, otherHigh: number, otherLow: number): readonly [high: number, low: number] {
	const sum = (low >>> 0) + (otherLow >>> 0);
	return [(high + otherHigh + (sum > 0xffffffff ? 1 : 0)) | 0, sum | 0];
}
