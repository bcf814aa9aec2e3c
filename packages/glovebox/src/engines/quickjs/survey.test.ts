import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { notPlain, plain, positions } from '../../codec/test/not-plain.ts';
import { plainTree } from '../../codec/test/values.ts';
import { guestText } from '../guest-text.ts';
import { imageOf } from './image.ts';
import { Ended, type InstanceHost } from './instance.ts';
import { instantiate } from './reset.ts';
import { Survey } from './survey.ts';
import { usedBytes } from './warm.ts';
import { type Box, pageBytes } from './wasm.ts';

const image = imageOf(guestText());
const instance = instantiate(image, image.pages + 1_000);
instance.exports.qjs_set_memory_limit(instance.pages * pageBytes + 2 ** 25);
const survey = new Survey(instance);

function evaluate(source: string): Box {
	const { type, box } = instance.evaluate(source, 'guest.js');
	assert.equal(type, 'value', source);
	return box;
}

const prototypes = [evaluate('Object.prototype'), evaluate('Array.prototype')] as const;

/** What a survey finds; the tree is gone afterwards. */
function measure(source: string): number {
	const tree = evaluate(source);
	const size = survey.measure(tree, ...prototypes);
	instance.free(tree);
	return size;
}

function readText(box: Box): string | undefined {
	const text = instance.readText(box);
	instance.free(box);
	return text;
}

describe('Survey.measure()', () => {
	test('takes for plain nothing that a stringify changes, and runs nothing to find out', () => {
		const taken: string[] = [];
		for (const source of notPlain) {
			for (const position of positions) if (measure(`(${position})(${source})`) !== -1) taken.push(`${source} in ${position}`);
		}
		assert.deepEqual([taken, readText(evaluate('String(globalThis.ran)'))], [[], 'undefined']);
	});

	test('asks no proxy', () => {
		const proxies = ['{}', '[1]', '() => 1'].map(
			(target) => `new Proxy(${target}, new Proxy({}, { get() { globalThis.ran = "a trap"; } }))`,
		);
		const sizes = [...proxies, ...proxies.map((proxy) => `[{ a: ${proxy} }]`)].map(measure);
		assert.deepEqual([sizes, readText(evaluate('String(globalThis.ran)'))], [[-1, -1, -1, -1, -1, -1], 'undefined']);
	});

	for (const source of plain) {
		test(`finds ${source} plain, and its text no shorter than it says`, () => {
			const size = measure(source);
			const text = readText(evaluate(`JSON.stringify(${source})`)) ?? '';
			assert.ok(size > 0 && size <= text.length, `${size} of ${text.length}`);
		});
	}

	test('finds every plain tree plain', () => {
		const property = fc.property(plainTree, (tree) => {
			const text = JSON.stringify([tree]);
			const size = measure(`JSON.parse(${JSON.stringify(text)})`);
			assert.ok(size > 0 && size <= text.length, `${size} of ${text.length}`);
		});
		fc.assert(property, { numRuns: 300 });
	});

	test('counts a long string each time', () => {
		const size = measure('(() => { const long = "x".repeat(2 ** 20); return new Array(1000).fill(long); })()');
		assert.deepEqual(size, 1 + 1000 * (2 ** 20 + 3));
	});

	test('gives up 500 levels down', () => {
		const nested = (levels: number) => `(() => { let list = []; for (let i = 1; i < ${levels}; i++) list = [list]; return list; })()`;
		assert.deepEqual([measure(nested(500)), measure(nested(501))], [500 + 499, -1]);
	});

	test('keeps nothing of what it has looked at', () => {
		const trees = [...notPlain.map((source) => `({ a: [${source}] })`), ...plain].map((source) => evaluate(source));
		const measureAll = () => trees.map((tree) => survey.measure(tree, ...prototypes));
		measureAll();
		const before = usedBytes(instance);
		for (let i = 0; i < 5; i++) measureAll();
		assert.equal(usedBytes(instance), before);
		for (const tree of trees) instance.free(tree);
	});

	test('ends with the guest’s time', () => {
		const tree = evaluate('new Array(50000).fill(1)');
		instance.host = hostWhoseTimeIsOver();
		assert.throws(() => survey.measure(tree, ...prototypes), Ended);
		instance.host = undefined;
	});
});

/** A survey asks its host for nothing else. */
function hostWhoseTimeIsOver(): InstanceHost {
	const host: Pick<InstanceHost, 'interrupt'> = {
		interrupt() {
			throw new Ended({ reason: 'interrupted', message: 'over' });
		},
	};
	return host as InstanceHost;
}
