/** A guest that has replaced everything still gives, gets and prints what it says; nothing of the bridge falls into its hands. */
import assert from 'node:assert/strict';
import { messagesAfter, messagesOf, takeMessages, testRealms } from './test/realms.ts';

const pollutions: readonly (readonly [name: string, code: string])[] = [
	[
		'methods of arrays',
		'for (const key of ["push", "map", "join", "slice", "concat", "forEach", "indexOf", Symbol.iterator]) Array.prototype[key] = function () { caught.push(this); throw new Error("patched") }',
	],
	[
		'index setters of arrays',
		'for (let i = 0; i < 9; i++) Object.defineProperty(Array.prototype, i, { __proto__: null, set(value) { caught.push(this, value) }, get() { return "bad" }, configurable: true })',
	],
	[
		'accessors of objects',
		'for (const key of ["value", "get", "set", "enumerable", "writable", "root", "maxBytes", "text", "blobs", "everyMs", "next", "0", "1", "constructor", "toJSON", "cause", "then"]) Object.defineProperty(Object.prototype, key, { __proto__: null, get() { return undefined }, set(value) { caught.push(this, value) }, configurable: true })',
	],
	[
		'toJSON',
		'Object.prototype.toJSON = Array.prototype.toJSON = String.prototype.toJSON = Number.prototype.toJSON = function () { caught.push(this); return "bad" }',
	],
	[
		'promises',
		'Promise.prototype.then = function (...args) { caught.push(...args); throw new Error("patched") }; Promise.prototype.constructor = function (run) { caught.push(run) }',
	],
	[
		'species',
		'Object.defineProperty(Promise, Symbol.species, { get() { caught.push(this); throw new Error("species") } }); Object.defineProperty(Array, Symbol.species, { get() { throw new Error("species") } })',
	],
	[
		'functions',
		'Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function (...args) { caught.push(this, ...args) }; Function.prototype[Symbol.hasInstance] = undefined',
	],
	['JSON', 'JSON.stringify = JSON.parse = (...args) => { caught.push(...args); return "bad" }'],
	[
		'reflection',
		'for (const name of Reflect.ownKeys(Reflect)) if (typeof name === "string") Reflect[name] = (...args) => { caught.push(...args) }',
	],
	[
		'objects',
		'for (const name of Object.getOwnPropertyNames(Object)) if (typeof Object[name] === "function") Object[name] = (...args) => { caught.push(...args) }',
	],
	[
		'maps and sets',
		'for (const type of [Map, Set, WeakMap, WeakSet]) for (const name of ["get", "set", "has", "add", "delete", "forEach"]) type.prototype[name] = function (...args) { caught.push(this, ...args) }',
	],
	[
		'strings',
		'for (const name of Object.getOwnPropertyNames(String.prototype)) if (typeof String.prototype[name] === "function") String.prototype[name] = function (...args) { caught.push(...args); return "bad" }; String = Number = undefined',
	],
	[
		'regular expressions',
		'RegExp.prototype.exec = RegExp.prototype.test = RegExp.prototype[Symbol.replace] = function () { caught.push(this); return null }',
	],
	[
		'bytes',
		'for (const key of ["byteLength", "length", "buffer", "byteOffset"]) Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), key, { get() { caught.push(this); return 1 } }); Uint8Array.prototype.set = undefined',
	],
	[
		'errors',
		'for (const type of [Error, TypeError, RangeError]) Object.defineProperty(type.prototype, "message", { set(value) { caught.push(this) }, get() { return "bad" } }); Error = TypeError = RangeError = function () { caught.push(this) }',
	],
	[
		'globals',
		'for (const name of Reflect.ownKeys(globalThis)) if (!["caught", "find", "print", "setTimeout", "console", "globalThis", "undefined", "NaN", "Infinity"].includes(name)) globalThis[name] = undefined',
	],
	[
		'Math and Date',
		'for (const name of Object.getOwnPropertyNames(Math)) if (typeof Math[name] === "function") Math[name] = () => NaN; Date.now = () => "bad"',
	],
];

const answer = () => '["reply",1,1,["J",{"told":[1]}]]';
/** Functions that a spy was handed and that are neither the engine's nor the guest's. */
const strangers = `(() => {
	let count = 0;
	for (let i = 0; i < caught.length; i++) if (typeof caught[i] === 'function' && !isNative(caught[i]) && !isOwn(caught[i])) count++;
	return count;
})()`;
const prepareSpies = `
	var caught = { __proto__: null, length: 0, push(...args) { for (let i = 0; i < args.length; i++) { caught[caught.length] = args[i]; caught.length++ } } };
	var { isNative, isOwn } = ((toString, call) => {
		const apply = Reflect.apply;
		const includes = String.prototype.includes;
		const text = (fn) => apply(toString, fn, []);
		return { isNative: (fn) => apply(includes, text(fn), ['[native code]']), isOwn: (fn) => apply(includes, text(fn), ['caught']) };
	})(Function.prototype.toString);
	0`;

for (const [name, code] of pollutions) {
	testRealms(
		`messages stay right after a guest replaced ${name}`,
		{
			setup: {
				functions: [
					['find', 0],
					['print', 1],
				],
			},
			answer,
		},
		(realm) => {
			realm.run(prepareSpies);
			realm.run(`{ ${code} } 0`);
			assert.deepEqual(takeMessages(realm), [
				['done', 0],
				['done', 0],
			]);
			assert.deepEqual(messagesOf(realm, '({ a: [1, "x", { b: null }], c: -0 })'), [['done', { a: [1, 'x', { b: null }], c: -0 }]]);
			assert.deepEqual(messagesOf(realm, 'print("p").told[0]'), [['done', 1]]);
			assert.deepEqual(messagesOf(realm, 'var found = find({ q: [1] }); 0'), [
				['call', 2, 'find', [{ q: [1] }]],
				['done', 0],
			]);
			assert.deepEqual(messagesOf(realm, '(async () => [await 5])', 'awaiting'), [['done', 5]]);
			assert.deepEqual(messagesOf(realm, 'console.log("said"); 0'), [
				['console', 'log', 'said'],
				['done', 0],
			]);
			const [timer] = messagesOf(realm, 'var rang; setTimeout((value) => { rang = value }, 0, 7); 0');
			assert.deepEqual(timer, ['timer', 0]);
			realm.send('["wake"]');
			assert.deepEqual(messagesOf(realm, 'rang'), [['done', 7]]);
			assert.deepEqual(messagesAfter(realm, ['globals'], { given: { deep: [2] } }), []);
			assert.deepEqual(messagesAfter(realm, ['invoke', 'get', ['given', 'deep', '0']], []), [['done', 2]]);
			assert.deepEqual(messagesOf(realm, 'throw "thrown"'), [['fail', { name: 'Thrown', message: 'thrown', value: 'thrown' }]]);
			assert.deepEqual(messagesOf(realm, '({ deep: { save() {} } })'), [['unfit', 'Cannot copy "result.deep.save": a function']]);
			assert.deepEqual(messagesOf(realm, strangers), [['done', 0]]);
		},
	);
}
