import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, decodeValue, encodeValue, isDecodeError } from './index.ts';
import { anyValue, plainTree } from './test/values.ts';

const rounds = Number(process.env['GLOVEBOX_FUZZ'] ?? 20_000);
const seed = Number(process.env['GLOVEBOX_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const limits = { maxNodes: 5000, maxDepth: 200 };

/** What a mutation puts in place of something else. */
const spare: readonly unknown[] = [
	...[null, true, false, 0, 1, 2, 3, -0, -1, -2, -5, -6, 0.5, 1e21, 1e308, 2 ** 31, 2 ** 32, 2 ** 53],
	...['', 'o', 'n', 'a', 'h', 'm', 's', 'd', 'r', 'e', 'b', 't', 'J', 'G', '__proto__', 'constructor', 'length', '-ff', '0x1', '(', 'gg'],
	...['Error', 'AggregateError', 'Object', 'Uint8Array', 'Float64Array', 'DataView', 'Buffer', 'stack', 'cause', 'errors', '\ud800'],
	...[
		[],
		[0],
		[1],
		[-1],
		[5],
		['1'],
		[[]],
		{},
		{ length: 1 },
		['a', [0]],
		['h', 1e9],
		['t', 'Uint8Array', 1, 0, 1],
		['b', 0],
		['m', [0], [1]],
	],
];

/** A generator of numbers below a bound that repeats for a seed. */
function numbersFrom(seed: number): (bound: number) => number {
	let state = seed | 1;
	return (bound) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % bound;
	};
}

type Holder = unknown[] | Record<string, unknown>;

/** Changes one thing somewhere: replaces, removes, repeats or moves it. Returns the message. */
function mutate(message: unknown, below: (bound: number) => number): unknown {
	const holders: Holder[] = [];
	const collect = (value: unknown): void => {
		if (typeof value !== 'object' || value === null || holders.length > 200) return;
		holders.push(value as Holder);
		for (const part of Object.values(value)) collect(part);
	};
	collect(message);
	const holder = holders[below(holders.length)] as Holder;
	const filler = structuredClone(below(4) > 0 ? spare[below(spare.length)] : holders[below(holders.length)]);
	const keys = Object.keys(holder);
	if (!Array.isArray(holder) || keys.length === 0) {
		Object.defineProperty(holder, below(9) === 0 ? '__proto__' : 'k', {
			value: filler,
			enumerable: true,
			configurable: true,
			writable: true,
		});
		return message;
	}
	const at = below(keys.length);
	const change = below(5);
	if (change === 0) holder.splice(at, 1);
	else if (change === 1) holder.splice(at, 0, filler);
	else if (change === 2) holder.push(structuredClone(holder[at]));
	else holder[at] = filler;
	return message;
}

test(`decodeValue() throws nothing but DecodeError for ${rounds} mutated messages (seed ${seed})`, { timeout: 600_000 }, () => {
	const samples = fc
		.sample(fc.oneof({ weight: 9, arbitrary: anyValue }, plainTree), { numRuns: 500, seed })
		.map((value) => encodeValue(value));
	const below = numbersFrom(seed);
	// Stack traces are most of the cost of a refusal.
	const frames = Error.stackTraceLimit;
	Error.stackTraceLimit = 0;
	let refused = 0;
	try {
		for (let round = 0; round < rounds; round += 1) {
			const sample = samples[below(samples.length)] ?? assert.fail();
			let message: unknown = JSON.parse(sample.text);
			for (let count = 1 + below(3); count > 0; count -= 1) message = mutate(message, below);
			const written = JSON.stringify(message);
			// Underlines are part of strings only: those of `__proto__`, for one.
			const text = below(4) === 0 ? written.replaceAll('_', '\\u005f') : written;
			refused += decodes(text, sample.blobs, below(2) === 0) ? 0 : 1;
		}
	} finally {
		Error.stackTraceLimit = frames;
	}
	// A mutation that is never refused, or always, tests little.
	assert.ok(refused > rounds * 0.3 && refused < rounds * 0.95, `${refused} of ${rounds} were refused`);
});

/** Whether a message is taken. What is taken must be a value that crosses again. */
function decodes(text: string, blobs: readonly Uint8Array[], freeze: boolean): boolean {
	let value: unknown;
	try {
		value = decodeValue(JSON.parse(text), blobs, { ...limits, freeze });
	} catch (error) {
		assert.ok(isDecodeError(error), `seed ${seed}: ${text} threw ${error}`);
		// The reason given for what the decoder did not foresee.
		assert.notEqual(error.reason, 'a part of it cannot be made here', `seed ${seed}: ${text}`);
		// The text may save the decoder a walk. It must not change what comes of that.
		assert.throws(() => decodeText(text, blobs, { ...limits, freeze }), { reason: error.reason }, `seed ${seed}: ${text}`);
		return false;
	}
	encodeValue(value);
	return true;
}
