import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CopyError, decodeText, encodeValue, isCopyError, isSizeError, SizeError } from './index.ts';

const noBytes: readonly Uint8Array[] = [];
const shared = { a: 1 };
const cycle: unknown[] = [];
cycle.push(cycle);
class Order {}
class Orders extends Array {}
class Table extends Map {}
class Declined extends RangeError {
	override name = 'Declined';
}

const texts: readonly (readonly [name: string, value: unknown, text: string])[] = [
	['a string', 'a"\ud800', String.raw`["J","a\"\ud800"]`],
	['null', null, '["J",null]'],
	['a plain tree', { a: [1, 'b', true, null], c: {} }, '["J",{"a":[1,"b",true,null],"c":{}}]'],
	['undefined', undefined, '["G",[-1],[]]'],
	['numbers that JSON lacks', [NaN, Infinity, -Infinity, -0], '["G",[0],[["a",[-2],[-3],[-4],[-5]]]]'],
	['bigints', [255n, -255n, 0n], '["G",[0],[["a",["ff"],["-ff"],["0"]]]]'],
	['a shared record, once', [shared, shared], '["G",[0],[["a",[1],[1]],["o","a",1]]]'],
	['a cycle', cycle, '["G",[0],[["a",[0]]]]'],
	['a record without prototype', Object.assign(Object.create(null), { a: 1 }), '["G",[0],[["n","a",1]]]'],
	['an array with holes', [, 1, ,], '["G",[0],[["h",3,1,1]]]'],
	['an array of holes only', new Array(1_000_000), '["G",[0],[["h",1000000]]]'],
	[
		'a Map',
		new Map<unknown, unknown>([
			['a', 1],
			[{}, undefined],
		]),
		'["G",[0],[["m","a",1,[1],[-1]],["o"]]]',
	],
	['a Set', new Set([1, 'a']), '["G",[0],[["s",1,"a"]]]'],
	['Dates', [new Date(5), new Date(NaN)], '["G",[0],[["a",[1],[2]],["d",5],["d",null]]]'],
	['a RegExp', /a\/"b/giu, String.raw`["G",[0],[["r","a\\/\"b","giu"]]]`],
	['an Error with a cause', new TypeError('m', { cause: 1 }), '["G",[0],[["e","TypeError","TypeError","m","cause",1]]]'],
	['a subclass of an Error', new Declined('m'), '["G",[0],[["e","RangeError","Declined","m"]]]'],
	['own properties of an Error', Object.assign(new Error('m'), { code: 'E' }), '["G",[0],[["e","Error","Error","m","code","E"]]]'],
	['an AggregateError', new AggregateError([1], 'm'), '["G",[0],[["e","AggregateError","AggregateError","m","errors",[1]],["a",1]]]'],
	['an Error with odd names', Object.assign(new Error(), { name: 1, message: {} }), '["G",[0],[["e","Error","Error",""]]]'],
	['only enumerable properties of a record', Object.defineProperty({}, 'x', { get: () => 1 }), '["J",{}]'],
	['a value with toJSON that is no function', { toJSON: 1 }, '["J",{"toJSON":1}]'],
	['a proxy as what it shows', new Proxy({ a: [1] }, {}), '["J",{"a":[1]}]'],
	['a proxy of an array', new Proxy([1, , 3], {}), '["G",[0],[["h",3,0,1,2,3]]]'],
];

describe('encodeValue() writes', () => {
	for (const [name, value, text] of texts) {
		test(name, () => assert.deepEqual(encodeValue(value), { text, blobs: noBytes }));
	}
});

const accessor = {
	get x() {
		return 1;
	},
};
const element = Object.defineProperty([1], 0, { get: () => 1, enumerable: true });
const detached = new ArrayBuffer(8);
const viewOfDetached = new Uint8Array(detached);
structuredClone(detached, { transfer: [detached] });
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const throwing = (trap: string) => new Proxy({ a: 1 }, { [trap]: () => assert.fail('the trap') });

const refusals: readonly (readonly [value: unknown, message: string])[] = [
	[{ items: [1, 2, 3, { save() {} }] }, 'Cannot copy "result.items[3].save": a function'],
	[() => 1, 'Cannot copy "result": a function'],
	[[Symbol('a')], 'Cannot copy "result[0]": a symbol'],
	[{ [Symbol('tag')]: 1 }, 'Cannot copy "result[Symbol(tag)]": a symbol key'],
	[{ 'a b': Symbol.iterator }, 'Cannot copy "result["a b"]": a symbol'],
	[{ a: Promise.resolve(1) }, 'Cannot copy "result.a": a promise'],
	[accessor, 'Cannot copy "result.x": an accessor'],
	[element, 'Cannot copy "result[0]": an accessor'],
	[{ set x(_: unknown) {} }, 'Cannot copy "result.x": an accessor'],
	[new Order(), 'Cannot copy "result": an instance of Order'],
	[new Orders(), 'Cannot copy "result": an instance of Orders'],
	[new Table(), 'Cannot copy "result": an instance of Table'],
	[Object.create({}), 'Cannot copy "result": an object with another prototype'],
	[Object.create(Object.create(null)), 'Cannot copy "result": an object with another prototype'],
	[Object.setPrototypeOf([], null), 'Cannot copy "result": an array without a prototype'],
	[new WeakMap(), 'Cannot copy "result": a WeakMap'],
	[new WeakSet(), 'Cannot copy "result": a WeakSet'],
	[new WeakRef({}), 'Cannot copy "result": a WeakRef'],
	[new SharedArrayBuffer(1), 'Cannot copy "result": a SharedArrayBuffer'],
	[new Uint8Array(new SharedArrayBuffer(1)), 'Cannot copy "result": a view of a SharedArrayBuffer'],
	[Object(1), 'Cannot copy "result": a boxed number'],
	[Object('a'), 'Cannot copy "result": a boxed string'],
	[Object(true), 'Cannot copy "result": a boxed boolean'],
	[Object(1n), 'Cannot copy "result": a boxed bigint'],
	[Object(Symbol.iterator), 'Cannot copy "result": a boxed symbol'],
	[Object.assign([1], { x: 1 }), 'Cannot copy "result.x": an extra property of an array'],
	[Object.assign([, 1], { x: 1 }), 'Cannot copy "result.x": an extra property of an array'],
	[Object.assign([, 1], { [Symbol('a')]: 1 }), 'Cannot copy "result[Symbol(a)]": an extra property of an array'],
	[Object.assign(new Map(), { x: 1 }), 'Cannot copy "result.x": an extra property of a Map'],
	[Object.assign(/x/, { x: 1 }), 'Cannot copy "result.x": an extra property of a RegExp'],
	[JSON.parse('{"a":{"__proto__":1}}'), 'Cannot copy "result.a.__proto__": the key "__proto__"'],
	[new Map([[{ f: () => 1 }, 1]]), 'Cannot copy "result.keys()[0].f": a function'],
	[
		new Map([
			[0, 1],
			[1, () => 1],
		] as [number, unknown][]),
		'Cannot copy "result.values()[1]": a function',
	],
	[new Set([0, [() => 1]]), 'Cannot copy "result.values()[1][0]": a function'],
	[new Error('m', { cause: () => 1 }), 'Cannot copy "result.cause": a function'],
	[Object.defineProperty(new Error(), 'name', { get: () => assert.fail() }), 'Cannot copy "result": an object that cannot be read'],
	[detached, 'Cannot copy "result": a detached buffer'],
	[viewOfDetached, 'Cannot copy "result": a view of a detached buffer'],
	[Object.create(Map.prototype), 'Cannot copy "result": an object that cannot be read'],
	[Object.create(Date.prototype), 'Cannot copy "result": an object that cannot be read'],
	[Object.setPrototypeOf(new Uint8Array(8), Float64Array.prototype), 'Cannot copy "result": an object that cannot be read'],
	[revoked.proxy, 'Cannot copy "result": an object that cannot be read'],
	[[throwing('ownKeys')], 'Cannot copy "result[0]": an object that cannot be read'],
	[[throwing('getPrototypeOf')], 'Cannot copy "result[0]": an object that cannot be read'],
	[[throwing('getOwnPropertyDescriptor')], 'Cannot copy "result[0]": an object that cannot be read'],
	[
		new Proxy([1, 2], {
			get: (target, key) => (key === '1' ? undefined : Reflect.get(target, key)),
			getOwnPropertyDescriptor: (target, key) => (key === '1' ? undefined : Reflect.getOwnPropertyDescriptor(target, key)),
		}),
		'Cannot copy "result": an object that changes while it is read',
	],
	[new Proxy(new Map(), {}), 'Cannot copy "result": an object that cannot be read'],
	[new Proxy(Promise.resolve(), {}), 'Cannot copy "result": a promise'],
	[new Proxy(() => 1, {}), 'Cannot copy "result": a function'],
];

describe('encodeValue() refuses, by path and name,', () => {
	for (const [value, message] of refusals) {
		test(message, () => {
			assert.throws(
				() => encodeValue(value, { root: 'result' }),
				(error) => isCopyError(error) && error instanceof TypeError && error.message === message,
			);
		});
	}

	test('a part of a plain tree as it does a part of a graph', () => {
		const path = (value: unknown) => {
			try {
				return encodeValue(value);
			} catch (error) {
				return (error as CopyError).path;
			}
		};
		assert.deepEqual([path({ a: accessor }), path({ u: undefined, a: accessor })], ['value.a.x', 'value.a.x']);
	});

	test('a place far down, with a path that stays short', () => {
		let deep: unknown = () => 1;
		for (let i = 0; i < 1000; i += 1) deep = { ['k'.repeat(100)]: deep };
		assert.throws(
			() => encodeValue(deep),
			(error) => error instanceof CopyError && /^value…(\.k{60}…){4}$/.test(error.path) && error.found === 'a function',
		);
	});
});

describe('encodeValue() stops', () => {
	const sizes: readonly (readonly [name: string, value: unknown])[] = [
		['a long string', 'x'.repeat(200)],
		['a long key', { ['x'.repeat(200)]: 1 }],
		['a plain tree', new Array(60).fill('x')],
		['a string many times over, before it is a text', new Array(1000).fill('x'.repeat(2 ** 20))],
		['a graph', new Array(60).fill(undefined)],
		['a graph of small nodes', Array.from({ length: 30 }, () => new Map())],
		['holes', new Array(101)],
		['escapes', '\0'.repeat(50)],
		['bytes', new Uint8Array(101)],
		['a bigint', 2n ** 800n],
	];
	for (const [name, value] of sizes) {
		test(`${name} at maxBytes`, () => {
			assert.throws(
				() => encodeValue(value, { maxBytes: 100, root: 'result' }),
				(error) => {
					assert.ok(isSizeError(error) && error instanceof SizeError && error.used > 100);
					assert.equal(error.message, 'Cannot copy "result": more than 100 bytes');
					return true;
				},
			);
		});
	}

	test('at no message that is as large as maxBytes', () => {
		const value = [undefined, 'abc', { a: 1, b: [2, new Set([-0])] }, 12n, new Error('m')];
		const { text } = encodeValue(value);
		assert.deepEqual(encodeValue(value, { maxBytes: text.length }).text, text);
	});
});

describe('encodeValue() needs no stack', () => {
	test('for a list of 100 000 levels', () => {
		let list: unknown = null;
		for (let i = 0; i < 100_000; i += 1) list = { next: list };
		assert.equal(encodeValue(list).text.slice(0, 40), '["G",[0],[["o","next",[1]],["o","next",[');
	});

	test('for 2 ** 200 paths through 200 records', () => {
		let top: unknown = {};
		for (let i = 0; i < 200; i += 1) top = { a: top, b: top };
		assert.ok(encodeValue(top).text.length < 6000);
	});
});

test('encodeValue() refuses what lies deeper than decodeValue() takes', () => {
	const nested = (depth: number) => {
		let value: unknown[] = [];
		for (let i = 1; i < depth; i += 1) value = [value];
		return value;
	};
	const { text, blobs } = encodeValue(nested(100_000));
	assert.ok(Array.isArray(decodeText(text, blobs)));
	assert.throws(() => encodeValue(nested(100_001), { root: 'input' }), {
		name: 'CopyError',
		message: /^Cannot copy "input…(\[0\])+": an object that lies more than 100000 deep$/,
	});
});

test('encodeValue() takes no option from Object.prototype', () => {
	Object.assign(Object.prototype, { root: 'polluted', maxBytes: 1 });
	try {
		assert.throws(() => encodeValue([() => 1], {}), { path: 'value[0]' });
	} finally {
		Reflect.deleteProperty(Object.prototype, 'root');
		Reflect.deleteProperty(Object.prototype, 'maxBytes');
	}
});
