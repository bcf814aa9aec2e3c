import assert from 'node:assert/strict';
import { messagesOf, testRealms } from './test/realms.ts';

const thrown: readonly (readonly [statement: string, code: string, failure: { name: string; message: string; value: unknown }])[] = [
	['an error with its own name', 'class Lost extends Error { name = "Lost" }; throw new Lost("way")', named('Lost', 'way')],
	[
		'a cause',
		'throw new TypeError("outer", { cause: { code: 7 } })',
		{ ...told('TypeError', 'outer'), value: new TypeError('outer', { cause: { code: 7 } }) },
	],
	['a string', 'throw "text"', { name: 'Thrown', message: 'text', value: 'text' }],
	['null', 'throw null', { name: 'Thrown', message: 'null', value: null }],
	['undefined', 'throw undefined', { name: 'Thrown', message: 'undefined', value: undefined }],
	['a record', 'throw { a: 1 }', { name: 'Thrown', message: '{ a: 1 }', value: { a: 1 } }],
	['a symbol', 'throw Symbol("s")', { name: 'Thrown', message: 'Symbol(s)', value: null }],
	[
		'an error whose property cannot be copied',
		'throw Object.assign(new RangeError("r"), { f() {} })',
		{ ...told('RangeError', 'r'), value: new RangeError('r') },
	],
	[
		'an error whose cause has a property that cannot be copied',
		'throw Object.assign(new Error("a", { cause: Object.assign(new TypeError("b"), { f() {} }) }), { f() {} })',
		{ ...told('Error', 'a'), value: new Error('a', { cause: new TypeError('b') }) },
	],
	[
		'a cause that cannot be copied',
		'throw new Error("a", { cause: () => 1 })',
		{ ...told('Error', 'a'), value: new Error('a', { cause: undefined }) },
	],
	[
		'an error whose name throws',
		'throw Object.defineProperty(new Error("m"), "name", { get() { throw 1 } })',
		{ ...told('Error', 'm'), value: new Error('m') },
	],
	[
		'what can be copied of the properties of an error',
		'throw Object.assign(new RangeError("r"), { f() {}, code: 7, errors: [new TypeError("b"), () => 1] })',
		{ ...told('RangeError', 'r'), value: Object.assign(new RangeError('r'), { errors: [new TypeError('b'), undefined], code: 7 }) },
	],
	[
		'an object that inherits from Error',
		'function Lost() { this.message = "way" }; Lost.prototype = new Error(); throw new Lost()',
		{ ...told('Error', 'way'), value: new Error('way') },
	],
	[
		'an error whose message is a number',
		'throw Object.assign(new Error(), { message: 7 })',
		{ ...told('Error', '7'), value: new Error('') },
	],
	[
		'an error whose message is no string',
		'throw Object.assign(new Error("m"), { message: {} })',
		{ ...told('Error', ''), value: new Error('') },
	],
];

function told(name: string, message: string) {
	return { name, message };
}

function named(name: string, message: string) {
	const value = Object.defineProperty(new Error(message), 'name', { value: name, enumerable: false, writable: true, configurable: true });
	return { name, message, value };
}

for (const [statement, code, failure] of thrown) {
	testRealms(`finish() tells of ${statement}`, {}, (realm) => {
		assert.deepEqual(messagesOf(realm, code), [['fail', failure]]);
	});
}

const hostile: readonly (readonly [statement: string, code: string])[] = [
	['a proxy that throws', 'throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 }, ownKeys() { throw 3 } })'],
	['a proxy of an error', 'throw new Proxy(new Error("inner"), {})'],
	['a revoked proxy', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy'],
	[
		'an error behind a hostile prototype',
		'throw Object.setPrototypeOf(new Error("x"), new Proxy(Error.prototype, { get() { throw 1 }, getPrototypeOf() { throw 2 } }))',
	],
	['a cyclic cause', 'const e = new Error("x"); e.cause = e; e.f = () => 1; throw e'],
	[
		'a long chain of causes',
		'let e = new Error("0"); for (let i = 0; i < 5000; i++) e = Object.assign(new Error("x", { cause: e }), { f() {} }); throw e',
	],
	['an endless prepareStackTrace', 'Error.prepareStackTrace = (e) => { throw e }; throw new Error("x")'],
	['an object that throws when shown', 'throw { toString() { throw 1 }, [Symbol.toPrimitive]() { throw 2 }, get a() { throw 3 } }'],
];

for (const [statement, code] of hostile) {
	testRealms(`finish() tells of ${statement} without throwing`, {}, (realm) => {
		realm.run(code);
		const texts = realm.posted.map(({ text }) => JSON.parse(text) as [string, { name: string; message: string; stack: string }]);
		assert.equal(texts.length, 1);
		const [type, failure] = texts[0] ?? ['none', undefined];
		assert.equal(type, 'fail');
		assert.deepEqual([typeof failure?.name, typeof failure?.message, typeof failure?.stack], ['string', 'string', 'string']);
	});
}

testRealms('finish() begins the stack of an error of a class of the guest where it was made', {}, (realm) => {
	realm.run('class A extends Error {}\nclass B extends A { constructor() {\nsuper() } }\nconst make = () => {\nthrow new B() }\nmake()');
	const [, failure] = JSON.parse(realm.posted[0]?.text ?? '[]') as [string, Record<string, string>];
	assert.match(/^ {4}at .*$/m.exec(failure.stack as string)?.[0] ?? '', /make \([^)]*:5:\d+\)$/);
});

testRealms('a stack begins with the error, and goes on where it was made', {}, (realm) => {
	const lines = (source: string) => realm.show(`${source}; error.stack.split("\\n").slice(0, 2).join("|")`);
	assert.match(lines('var error = (function make() { return new RangeError("far") })()'), /^RangeError: far\| {4}at make \(/);
	const own =
		'class Odd extends Error { constructor() { super("m"); this.name = "Odd" } }; var error = (function make() { return new Odd() })()';
	assert.match(lines(own), /^(Odd|Error): m\| {4}at make \(/);
	const captured =
		'var error = { name: "N", message: "m" }; function make() { Error.captureStackTrace(error, make) } (function calls() { make() })()';
	assert.match(lines(captured), /^N: m\| {4}at calls \(/);
	assert.equal(realm.show('var error = new Error("x"); error.stack = "mine"; error.stack'), 'mine');
	assert.equal(realm.show('Object.keys(Error.prototype).join() + Object.keys(Error).includes("captureStackTrace")'), 'false');
});

testRealms('finish() bounds the texts of an error', {}, (realm) => {
	realm.run('throw Object.assign(new Error("m".repeat(1e6)), { name: "n".repeat(1e6), stack: "s".repeat(1e6) })');
	const [, failure] = JSON.parse(realm.posted[0]?.text ?? '[]') as [string, Record<string, string>];
	assert.deepEqual([failure.name?.length, failure.message?.length, failure.stack?.length], [16_385, 16_385, 16_385]);
});
