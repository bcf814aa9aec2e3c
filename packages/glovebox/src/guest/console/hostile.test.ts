import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openNodeVm, openQuickJs, type TestRealm } from './test/realms.ts';

/** Values made to harm whoever looks at them, and the whole text that comes of each. */
const hostileValues: Readonly<Record<string, string>> = {
	'{ get a() { throw 1 }, get b() { for (;;); } }': '{ a: [Getter], b: [Getter] }',
	'{ toString() { throw 1 }, valueOf() { throw 1 } }': '{ toString: [Function: toString], valueOf: [Function: valueOf] }',
	'{ get [Symbol.toStringTag]() { throw 1 } }': '{ Symbol(Symbol.toStringTag): [Getter] }',
	'Object.defineProperty({}, Symbol.toStringTag, { get() { throw 1 } })': '{}',
	'Object.defineProperty({}, Symbol.toStringTag, { value: { toString() { throw 1 } } })': '{}',
	'Object.defineProperty({}, "constructor", { get() { throw 1 } })': '{}',
	'new Proxy({}, { getPrototypeOf() { throw 1 } })': '<unreadable object>',
	'new Proxy({}, { ownKeys() { throw 1 } })': '<unreadable object>',
	'new Proxy({ a: 1 }, { getOwnPropertyDescriptor() { throw null } })': '<unreadable object>',
	'new Proxy({ a: 1 }, { get() { throw undefined } })': '{ a: 1 }',
	'new Proxy([1, 2], { get() { throw undefined } })': '<unreadable object>',
	'[1, new Proxy({}, { ownKeys() { throw 1 } }), { a: 2 }]': '[ 1, <unreadable object>, { a: 2 } ]',
	'revoked({})': '<Revoked Proxy>',
	'[revoked([]), revoked(() => {})]': '[ <Revoked Proxy>, <Revoked Proxy> ]',
	'Object.setPrototypeOf({ a: 1 }, revoked({}))': '<unreadable object>',
	'(() => { const p = new Proxy({}, { getPrototypeOf: () => p }); return p })()':
		'Object <Object <Object <Object <Complex prototype>>>> {}',
	'new Proxy([], { get: (target, key) => key === "length" ? 1e9 : target[key] })': '[ <1000000000 empty items> ]',
	'new Proxy([], { get: (target, key) => key === "length" ? NaN : target[key] })': '[]',
	'Object.defineProperty(new Error("m"), "stack", { value: { toString() { throw 1 } }, enumerable: true })':
		'[Error: m] { stack: { toString: [Function: toString] } }',
	'Object.defineProperty(new Error("m"), "stack", { get() { throw 1 } })': '[Error: m]',
	'Object.defineProperty(Object.defineProperty(new Error("m"), "message", { get() { throw 1 } }), "stack", { value: "" })': '[Error]',
	'Object.defineProperty(Object.defineProperty(new Error("m"), "name", { value: Symbol("n") }), "stack", { value: "" })': '[Error: m]',
	'Object.defineProperty(function () {}, "name", { get() { throw 1 } })': '[Function (anonymous)]',
	'(class { static get name() { throw 1 } static [Symbol.hasInstance]() { throw 1 } })': '[class (anonymous)]',
	'new (class A { static [Symbol.hasInstance]() { throw 1 } })()': 'A {}',
	'Object.setPrototypeOf(new Map([[1, 2]]), { get size() { throw 1 } })': '{}',
	'Object.defineProperty(/a/g, "flags", { get() { throw 1 } })': '/a/g',
	'Object.assign(new Date(0), { toISOString() { throw 1 } })': '1970-01-01T00:00:00.000Z { toISOString: [Function: toISOString] }',
	'{ [Symbol("\\n".repeat(3))]: 1 }': '{\n  Symbol(\n\n\n): 1\n}',
};

/** Argument lists with directives whose conversions throw. */
const hostileDirectives: Readonly<Record<string, string>> = {
	'"%s", { toString() { throw 1 } }': '{ toString: [Function: toString] }',
	'"%s", { [Symbol.toPrimitive]() { throw 1 } }': '{ Symbol(Symbol.toPrimitive): [Function: [Symbol.toPrimitive]] }',
	'"%s", { toString: () => ({}) , valueOf: () => ({}) }': '{ toString: [Function: toString], valueOf: [Function: valueOf] }',
	'"%d %i %f", { valueOf() { throw 1 } }, { toString() { throw 1 } }, { toString() { throw 1 } }': 'NaN NaN NaN',
	'"%j|%j", { toJSON() { throw 1 } }, { get a() { throw 1 } }': '[no JSON]|[no JSON]',
	'"%s %s %o", revoked({}), revoked([]), revoked(() => {})': '<Revoked Proxy> <Revoked Proxy> <Revoked Proxy>',
};

/** Values that are large; each text is bounded and made in bounded time. */
const largeValues: readonly string[] = [
	'Array.from({ length: 1e6 }, (_, i) => i)',
	'Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ["key" + i, i]))',
	'new Set(Array.from({ length: 1e5 }, (_, i) => i))',
	'"x".repeat(2 ** 24)',
	'["x".repeat(2 ** 24)]',
	'{ ["k".repeat(2 ** 22)]: 1 }',
	'nest((inner) => ({ inner }), 10000)',
	'nest((inner) => [inner, inner], 10000)',
	'nest((inner) => new Map([[inner, inner]]), 10000)',
	'nest((inner) => Object.create(inner), 10000)',
	'nest((inner) => new Error("m", { cause: inner }), 10000)',
	'wide(100, () => wide(100, () => wide(100, () => kilo)))',
	'(() => { const big = Object.fromEntries(Array.from({ length: 2e4 }, (_, i) => [i, 0])); for (const key in big) Object.defineProperty(big, key, { enumerable: false }); return wide(100, () => wide(100, () => big)) })()',
	'(() => { const map = new Map(); for (let i = 0; i < 1000; i++) map.set({ map }, [map, map]); return map })()',
	'Array.from({ length: 100 }, () => Object.assign(function () {}, { f() {} }))',
	'"%s", { toString: () => "y".repeat(2 ** 22) }',
	'"%j", nest((inner) => [inner, inner], 40)',
	'"%j", nest((inner) => [inner], 500)',
	'"%s".repeat(1e5), ...Array(1e4).fill("z".repeat(100))',
	'...Array(1e4).fill({ a: { b: 1 } })',
	'2n ** 100000n',
	'new Uint8Array(2 ** 22)',
	'new Error("m".repeat(2 ** 20))',
	'Symbol("s".repeat(2 ** 20))',
	'new RegExp("r".repeat(2 ** 16))',
	'Object.defineProperty(() => {}, "name", { value: "n".repeat(2 ** 20) })',
	'new Proxy({}, { getPrototypeOf: () => ({}), ownKeys: () => [], get: () => "t".repeat(1e6) })',
	'new Array(2 ** 32 - 1)',
	'Array.from({ length: 3000 }, () => "line").join("\\n")',
];

const definitions = `
	const revoked = (target) => { const { proxy, revoke } = Proxy.revocable(target, {}); revoke(); return proxy };
	const kilo = 'x'.repeat(1000);
	const nest = (wrap, levels) => { let value = {}; for (let i = 0; i < levels; i++) value = wrap(value); return value };
	const wide = (count, item) => Object.fromEntries(Array.from({ length: count }, (_, i) => ['property' + i, item()]));
`;

/** Replaces every method and accessor of the language, puts traps where a missing property would be looked up, and takes the globals away. */
const pollution = `
	const found = new Error('the console used something of the guest');
	const bad = () => { throw found };
	const trap = (fields) => Object.assign(Object.create(null), { configurable: true }, fields);
	const kept = ['constructor', '__proto__', 'prototype', 'name', 'length', 'stack', Symbol.toStringTag];
	const names = ['Object', 'Array', 'String', 'Number', 'Symbol', 'Map', 'Set', 'Math', 'JSON', 'Reflect', 'Error', 'RegExp', 'Date', 'isNaN', 'parseInt', 'parseFloat', 'Uint8Array'];
	const classes = [Object, Array, String, Number, Boolean, Symbol, BigInt, Function, Map, Set, WeakMap, WeakSet, Date, RegExp, Error, TypeError, Promise, ArrayBuffer, DataView, Uint8Array];
	const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values()].map(Object.getPrototypeOf);
	const holders = [...classes, ...classes.map((one) => one.prototype), Object.getPrototypeOf(Uint8Array.prototype), ...iterators, Math, JSON, Reflect];
	const traps = [];
	for (const holder of holders) for (const key of Reflect.ownKeys(holder)) {
		const descriptor = Reflect.getOwnPropertyDescriptor(holder, key);
		if (kept.includes(key) || !descriptor.configurable) continue;
		if (typeof descriptor.value === 'function') traps.push([holder, key, trap({ value: bad })]);
		else if (descriptor.get) traps.push([holder, key, trap({ get: bad })]);
	}
	for (const name of names) traps.push([globalThis, name, trap({ get: bad })]);
	for (const key of ['0', '1', '2', '3', '20', 'get', 'set', 'value', 'writable', 'enumerable', 'configurable', 'done', 'next', 'fill', 'base', 'depth', 'items', 'width', 'keys', 'undefined'])
		for (const holder of [Array.prototype, String.prototype, Object.prototype]) traps.push([holder, key, trap({ get: bad, set: bad })]);
	const { defineProperty } = Reflect, count_ = traps.length;
	for (let i = 0; i < count_; i++) defineProperty(traps[i][0], traps[i][1], traps[i][2]);
`;

const separator = '----';

/** Values and console methods, taken before anything is patched. What the console emits is one text. */
const usage = `
	// Fixed, since a stack tells where in this text the error was made.
	const stacked = (error) => Object.defineProperty(error, 'stack', { value: error.name + ': ' + error.message + '\\n    at somewhere' });
	const values = [
		{ a: 1, 'b c': [1, , 3], get d() { return 1 } }, new Map([[1, { a: 1 }]]), new Set(['x']), /a/gi, new Date(0), new Uint8Array(3), new ArrayBuffer(2), Object.create(null),
		stacked(new Error('m')), stacked(new TypeError('n', { cause: 1 })), class A {}, () => {}, Symbol('s'), 1n, -0, 'text', Object(1), Object('s'), new (class B extends Array {})(), Array.from({ length: 30 }, (_, i) => i),
	];
	const more = [[{ a: 1 }, { b: 2 }, 3], new Map([[1, 2]]), new Set([1]), { x: { y: 1 } }, [[1, 2]]];
	const target = {}; let emitted = '', traced = false; let clock = 0;
	loaded.installConsole(target, (level, text) => { emitted += level + ' ' + (traced ? '' : text) + '${separator}' }, () => (clock += 1));
	const { log, table, dir, group, groupEnd, count, countReset, time, timeLog, timeEnd, trace, assert } = target.console;
`;

for (const open of [openNodeVm, openQuickJs]) {
	describe(`hostile values in ${open.name}`, () => {
		let realm: TestRealm;
		before(async () => {
			realm = await open();
		});
		after(() => realm.close());

		it('are told apart from what they pretend to be, and their exceptions contained', () => {
			const all = { ...hostileValues, ...hostileDirectives };
			const sources = Object.keys(all);
			const texts = realm.run(
				`${definitions} return [${sources.map((source) => `() => [${source}]`)}].map((list) => loaded.formatWith(list()))`,
			) as string[];
			assert.deepEqual(Object.fromEntries(texts.map((text, index) => [sources[index], text])), all);
		});

		for (const source of largeValues) {
			it(`are bounded in text and time: ${source.slice(0, 80)}`, () => {
				const code = `const values = [${source}]; const start = Date.now(); const text = loaded.formatWith(values); return [text.length, Date.now() - start]`;
				const [length, elapsedMs] = realm.run(`${definitions} ${code}`) as [number, number];
				assert.ok(length <= 2 ** 16 + 40, `${length} characters`);
				// Generous, since other work shares the machine; without bounds these take from minutes to for ever.
				assert.ok(elapsedMs < 5_000, `${elapsedMs} ms`);
			});
		}

		it('say how much text is left off', () => {
			const texts = realm.run(
				`return [loaded.formatWith(['x'.repeat(70000)]).slice(-30), loaded.formatWith(['%s', 'y'.repeat(65537)]).slice(-30)]`,
			);
			assert.deepEqual(
				texts,
				[`${'x'.repeat(7)}… 4464 more characters`, `${'y'.repeat(10)}… 1 more character`].map((text) => text.padStart(30, text[0])),
			);
		});

		it('end in one large object before they fill the console', () => {
			const text = realm.run(`return loaded.formatWith([Array.from({ length: 40 }, () => 'x'.repeat(999))])`) as string;
			assert.deepEqual(text.split('\n').slice(-3), [`  '${'x'.repeat(999)}',`, '  ... 23 more items', ']']);
		});
	});

	it(`console in ${open.name} uses nothing that a guest can replace`, async () => {
		const realm = await open();
		// `%s` converts a function by its own toString, which is the guest's to replace.
		const calls = `
			for (let i = 0; i < values.length; i++) { log(values[i]); log('%s %d %i %f %j %o %O %c', typeof values[i] === 'function' ? 0 : values[i], 1, '2', 3, 4, values[i], values[i], 6); dir(values[i]) }
			for (let i = 0; i < more.length; i++) { table(more[i]); table(more[i], ['a']) }
			group('g'); count(); count('c'); countReset(); time(); timeLog('default', 1); timeEnd(); traced = true; trace('t'); traced = false; assert(false, 'a'); assert(false, {}); groupEnd();
		`;
		// Joined by native means alone, since all others are traps by the time that the texts are returned.
		const texts = (before: string) => realm.run(`${usage} ${before} ${calls} return emitted`) as string;
		const expected = texts('');
		assert.equal(expected.split(separator).length - 1, 20 * 3 + 5 * 2 + 8);
		assert.equal(texts(pollution), expected);
		realm.close();
	});
}
