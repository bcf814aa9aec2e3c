import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecodeError, type DecodeOptions, decodeText, decodeValue, isDecodeError } from './index.ts';

function reasonFor(message: unknown, blobs: readonly Uint8Array[] = [], options?: DecodeOptions): string {
	try {
		const value = decodeValue(message, blobs, options);
		return `decoded ${typeof value}`;
	} catch (error) {
		assert.ok(isDecodeError(error) && error instanceof DecodeError);
		assert.equal(error.message, `Cannot decode the message: ${error.reason}`);
		return error.reason;
	}
}

function parsed(text: string): unknown {
	return JSON.parse(text);
}

const wrong: readonly (readonly [text: string, reason: string])[] = [
	['null', 'not a message'],
	['{"0":"J","1":1,"length":2}', 'not a message'],
	['[]', 'not a message'],
	['["J"]', 'not a message'],
	['["J",1,2]', 'not a message'],
	['["X",1]', 'not a message'],
	['["G",1]', 'not a message'],
	['["G",1,{}]', 'not a message'],
	['["G",1,[],1]', 'not a message'],
	['["J",{"__proto__":1}]', 'the key "__proto__"'],
	['["J",[[{"\\u005f_proto__":1}]]]', 'the key "__proto__"'],
	['["G",{},[]]', 'an item that is no value'],
	['["G",[],[]]', 'an item that is no value'],
	['["G",[0,0],[["o"]]]', 'an item that is no value'],
	['["G",[true],[]]', 'an item that is no value'],
	['["G",[-6],[]]', 'an item that is no value'],
	['["G",[-1.5],[]]', 'an item that is no value'],
	['["G",[[0]],[["o"]]]', 'an item that is no value'],
	['["G",[0],[]]', 'a reference out of order'],
	['["G",[1],[["o"],["o"]]]', 'a reference out of order'],
	['["G",[0.5],[["o"]]]', 'a reference out of order'],
	['["G",[0],[["a",[0.5]]]]', 'a reference out of order'],
	['["G",[1e400],[["o"]]]', 'a reference out of order'],
	['["G",[0],[["a",[2],[1]],["o"],["o"]]]', 'a reference out of order'],
	['["G",1,[["o"]]]', 'nothing refers to node 0'],
	['["G",[0],[["o"],["o"]]]', 'nothing refers to node 1'],
	['["G",[0],[[]]]', 'node 0 has no tag'],
	['["G",[0],["o"]]', 'node 0 has no tag'],
	['["G",[0],[{"0":"o","length":1}]]', 'node 0 has no tag'],
	['["G",[0],[["x"]]]', 'the tag "x"'],
	['["G",[0],[["__proto__"]]]', 'the tag "__proto__"'],
	['["G",[0],[[1]]]', 'the tag number'],
	['["G",["12x"],[]]', 'a bigint that is no number'],
	['["G",[""],[]]', 'a bigint that is no number'],
	['["G",["-"],[]]', 'a bigint that is no number'],
	['["G",["0x1"],[]]', 'a bigint that is no number'],
	['["G",["A"],[]]', 'a bigint that is no number'],
	['["G",["01"],[]]', 'a bigint that is no number'],
	['["G",["1\\n"],[]]', 'a bigint that is no number'],
	['["G",[0],[["o","a"]]]', 'a key without a value'],
	['["G",[0],[["n","a"]]]', 'a key without a value'],
	['["G",[0],[["o",1,1]]]', 'a key that is no string'],
	['["G",[0],[["o",["ff"],1]]]', 'a key that is no string'],
	['["G",[0],[["o","__proto__",1]]]', 'the key "__proto__"'],
	['["G",[0],[["n","__proto__",1]]]', 'the key "__proto__"'],
	['["G",[0],[["m",1]]]', 'a key without a value'],
	['["G",[0],[["h"]]]', 'an array without a length'],
	['["G",[0],[["h","1"]]]', 'an array without a length'],
	['["G",[0],[["h",-1]]]', 'an array without a length'],
	['["G",[0],[["h",1.5]]]', 'an array without a length'],
	['["G",[0],[["h",4294967296]]]', 'an array without a length'],
	['["G",[0],[["h",4294967295]]]', 'more values than allowed'],
	['["G",[0],[["h",2,1]]]', 'an index without a value'],
	['["G",[0],[["h",2,2,1]]]', 'an index outside its array'],
	['["G",[0],[["h",2,-1,1]]]', 'an index outside its array'],
	['["G",[0],[["h",2,"length",1]]]', 'an index outside its array'],
	['["G",[0],[["d"]]]', 'a Date without a time'],
	['["G",[0],[["d","1"]]]', 'a Date without a time'],
	['["G",[0],[["d",0.5]]]', 'a Date without a time'],
	['["G",[0],[["d",8640000000000001]]]', 'a Date without a time'],
	['["G",[0],[["d",1,1]]]', 'a Date without a time'],
	['["G",[0],[["r","a"]]]', 'a RegExp without a source'],
	['["G",[0],[["r","a",1]]]', 'a RegExp without a source'],
	['["G",[0],[["r","(",""]]]', 'a RegExp that does not compile'],
	['["G",[0],[["r","a","gg"]]]', 'a RegExp that does not compile'],
	['["G",[0],[["r","a","uv"]]]', 'a RegExp that does not compile'],
	['["G",[0],[["e","Error","Error"]]]', 'an Error without a message'],
	['["G",[0],[["e","Object","Error","m"]]]', 'an Error without a class'],
	['["G",[0],[["e","__proto__","Error","m"]]]', 'an Error without a class'],
	['["G",[0],[["e",null,"Error","m"]]]', 'an Error without a class'],
	['["G",[0],[["e","Error",1,"m"]]]', 'an Error without a class'],
	['["G",[0],[["e","Error","Error",{}]]]', 'an Error without a class'],
	['["G",[0],[["e","Error","Error","m","a"]]]', 'a key without a value'],
	['["G",[0],[["e","Error","Error","m","stack","s"]]]', 'an Error with two names'],
	['["G",[0],[["e","Error","Error","m","__proto__",1]]]', 'the key "__proto__"'],
	['["G",[0],[["b"]]]', 'a buffer without a blob'],
	['["G",[0],[["b",1]]]', 'a buffer without a blob'],
	['["G",[0],[["b",-1]]]', 'a buffer without a blob'],
	['["G",[0],[["b","0"]]]', 'a buffer without a blob'],
	['["G",[0],[["a",[1],[2]],["b",0],["b",0]]]', 'a buffer without a blob'],
	['["G",[0],[["t","Uint8Array",1,0],["b",0]]]', 'a view without a buffer'],
	['["G",[0],[["t","Uint8Array",0,0,1]]]', 'a view without a buffer'],
	['["G",[0],[["t","Uint8Array",5,0,1]]]', 'a view without a buffer'],
	['["G",[0],[["t","Uint8Array",[1],0,1],["b",0]]]', 'a view without a buffer'],
	['["G",[0],[["t","Uint8Array",1,0,1],["o"]]]', 'a view without a buffer'],
	['["G",[0],[["t","Array",1,0,1],["b",0]]]', 'a view of an unknown kind'],
	['["G",[0],[["t","Buffer",1,0,1],["b",0]]]', 'a view of an unknown kind'],
	['["G",[0],[["t",1,1,0,1],["b",0]]]', 'a view of an unknown kind'],
	['["G",[0],[["t","Uint8Array",1,-1,1],["b",0]]]', 'a view without a length'],
	['["G",[0],[["t","Uint8Array",1,0,"1"],["b",0]]]', 'a view without a length'],
	['["G",[0],[["t","Uint8Array",1,0,9],["b",0]]]', 'a view that does not fit its buffer'],
	['["G",[0],[["t","Uint16Array",1,1,1],["b",0]]]', 'a view that does not fit its buffer'],
	['["G",[0],[["t","DataView",1,9,0],["b",0]]]', 'a view that does not fit its buffer'],
];

describe('decodeValue() refuses', () => {
	for (const [text, reason] of wrong) {
		test(text, () => assert.equal(reasonFor(parsed(text), [new Uint8Array(8)]), reason));
	}

	test('text that is no JSON', () => {
		assert.throws(() => decodeText('["J",'), { name: 'DecodeError', reason: 'not JSON' });
	});

	test('blobs that are none', () => {
		assert.equal(reasonFor(['G', [0], [['b', 0]]], [{} as Uint8Array]), 'a part of it cannot be made here');
		assert.equal(reasonFor(['G', [0], [['b', 0]]], [new Uint8Array(new SharedArrayBuffer(1))]), 'a part of it cannot be made here');
	});
});

describe('decodeValue() keeps its limits', () => {
	const tree = parsed('["J",[[[1,{"a":[]}]]]]');
	const graph = parsed('["G",[0],[["a",[1]],["m",[2],1],["o","a",[0]]]]');

	test('of depth', () => {
		assert.deepEqual(
			[4, 5].map((maxDepth) => reasonFor(tree, [], { maxDepth })),
			['deeper than 4', 'decoded object'],
		);
		assert.deepEqual(
			[2, 3].map((maxDepth) => reasonFor(graph, [], { maxDepth })),
			['deeper than 2', 'decoded object'],
		);
	});

	test('of values', () => {
		assert.deepEqual(
			[5, 6].map((maxNodes) => reasonFor(tree, [], { maxNodes })),
			['more than 5 values', 'decoded object'],
		);
		assert.deepEqual(
			[8, 9].map((maxNodes) => reasonFor(graph, [], { maxNodes })),
			['more values than allowed', 'decoded object'],
		);
	});

	test('of values, with holes among them and nothing made before', () => {
		assert.equal(reasonFor(['G', [0], [['h', 4294967295]]], [], { maxNodes: 1e6 }), 'more values than allowed');
		assert.equal(reasonFor(['G', [0], [['h', 1000]]], [], { maxNodes: 1002 }), 'more values than allowed');
		assert.equal(reasonFor(['G', [0], [['h', 1000]]], [], { maxNodes: 1003 }), 'decoded object');
	});

	test('with a text that could settle them and does not', () => {
		for (const text of ['["J",{"__proto__":1}]', '["J",{"\\u005f_proto__":1}]']) {
			assert.throws(() => decodeText(text), { reason: 'the key "__proto__"' });
		}
		assert.throws(() => decodeText('["J",[[[]]]]', [], { maxDepth: 2 }), { reason: 'deeper than 2' });
		assert.throws(() => decodeText('["J",[1,1,1]]', [], { maxNodes: 3 }), { reason: 'more than 3 values' });
	});

	test('without stack, at a million levels', () => {
		const text = `["J",${'['.repeat(1e6)}${']'.repeat(1e6)}]`;
		assert.throws(() => decodeText(text), { reason: 'deeper than 100000' });
		assert.ok(Array.isArray(decodeText(text, [], { maxDepth: 1e7 })));
		const chain = Array.from({ length: 2e5 }, (_, i) => ['a', i < 2e5 - 1 ? [i + 1] : null]);
		assert.equal(reasonFor(['G', [0], chain]), 'deeper than 100000');
		assert.equal(reasonFor(['G', [0], chain], [], { maxDepth: 1e6 }), 'decoded object');
	});
});

describe('decodeValue() makes', () => {
	test('ordinary values', () => {
		const value = decodeValue([
			'G',
			[0],
			[
				['o', 'a', [1], 'toString', [2], 'constructor', 1],
				['a', 1],
				['n', 'x', 1],
			],
		]);
		assert.deepEqual(value, { a: [1], toString: Object.assign(Object.create(null), { x: 1 }), constructor: 1 });
		assert.deepEqual(Object.getOwnPropertyDescriptor(value, 'toString')?.enumerable, true);
	});

	test('own properties, whatever setters the prototypes have', () => {
		const calls: unknown[] = [];
		const trap = { configurable: true, get: () => 'inherited', set: (value: unknown) => calls.push(value) };
		const keys = [
			[Object.prototype, 'polluted'],
			[Array.prototype, '1'],
		] as const;
		for (const [prototype, key] of keys) Object.defineProperty(prototype, key, trap);
		try {
			const value = decodeValue([
				'G',
				[0],
				[
					['a', [1], [2], [3]],
					['o', 'polluted', 1],
					['a', 0, 1],
					['h', 3, 1, 5],
				],
			]) as object[];
			assert.deepEqual(
				value.map((part) => Object.getOwnPropertyNames(part)),
				[['polluted'], ['0', '1', 'length'], ['1', 'length']],
			);
			assert.deepEqual(calls, []);
		} finally {
			for (const [prototype, key] of keys) Reflect.deleteProperty(prototype, key);
		}
	});

	test('errors of the standard class, without frames of ours', () => {
		const error = decodeValue([
			'G',
			[0],
			[
				['e', 'TypeError', 'Declined', 'no funds', 'code', 7, 'cause', [1]],
				['o', 'a', 1],
			],
		]) as TypeError;
		assert.equal(Object.getPrototypeOf(error), TypeError.prototype);
		assert.deepEqual(Object.getOwnPropertyDescriptors(error), {
			stack: { value: 'Declined: no funds', writable: true, enumerable: false, configurable: true },
			message: { value: 'no funds', writable: true, enumerable: false, configurable: true },
			name: { value: 'Declined', writable: true, enumerable: false, configurable: true },
			code: { value: 7, writable: true, enumerable: true, configurable: true },
			cause: { value: { a: 1 }, writable: true, enumerable: false, configurable: true },
		});
	});

	test('frozen records and arrays where asked, and nothing else', () => {
		const graph = ['G', [0], [['o', 'a', [1], 'm', [2], 'h', [3]], ['a', [0]], ['m', 1, [4]], ['h', 1], ['n']]];
		for (const message of [graph, ['J', { a: [{ b: 1 }], m: [[]] }]]) {
			const frozen: unknown[] = [];
			const seen = new Set<unknown>();
			const visit = (value: unknown): void => {
				if (typeof value !== 'object' || value === null || seen.has(value)) return;
				seen.add(value);
				frozen.push(Object.isFrozen(value) || value instanceof Map);
				for (const part of value instanceof Map ? value.values() : Object.values(value)) visit(part);
			};
			visit(decodeValue(structuredClone(message), [], { freeze: true }));
			assert.ok(frozen.length > 3 && frozen.every(Boolean));
		}
		const map = (decodeValue(graph, [], { freeze: true }) as { m: Map<unknown, unknown> }).m;
		assert.equal(map.set(2, 2).size, 2);
	});

	test('a plain tree of itself, walked only where it must be', () => {
		const message = parsed('["J",{"a":{"__proto__":1}}]') as [string, unknown];
		assert.equal(decodeValue(message, [], { trusted: true }), message[1]);
		assert.equal(decodeValue(message, [], { text: 'a text that holds the message' }), message[1]);
		assert.equal(reasonFor(message), 'the key "__proto__"');
	});

	test('no key "__proto__", however its text spells it', () => {
		for (const [at, letter] of [...'__proto__'].entries()) {
			const escape = `\\u00${letter.charCodeAt(0).toString(16)}`;
			for (const spelled of [escape, escape.toUpperCase().replace('U', 'u')]) {
				const text = `["J",[{"a\\u0007":"\\ud800","${'__proto__'.slice(0, at)}${spelled}${'__proto__'.slice(at + 1)}":1}]]`;
				assert.throws(() => decodeText(text), { reason: 'the key "__proto__"' }, text);
			}
		}
		assert.deepEqual(decodeText('["J",{"a\\u0007":"\\ud800"}]'), { 'a\x07': '\ud800' });
	});

	test('as deep as is allowed, by however many brackets', () => {
		const nested = (depth: number, inside: string) => `["J",${'[{"a":'.repeat(depth / 2)}${inside}${'}]'.repeat(depth / 2)}]`;
		const inside = `"${'['.repeat(300)}${'{'.repeat(300)}"`;
		for (const text of [nested(100, '1'), nested(100, inside), nested(100, `"${'x'.repeat(1000)}"`)]) {
			assert.ok(Array.isArray(decodeText(text, [], { maxDepth: 100 })));
			assert.throws(() => decodeText(text, [], { maxDepth: 99 }), { reason: 'deeper than 99' });
		}
	});
});
