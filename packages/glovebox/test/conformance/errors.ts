/** What the host is told of what a guest threw. */
import assert from 'node:assert/strict';
import { GloveboxError, GuestError } from 'glovebox';
import type { Promised } from './promise.ts';

/** Thrown values that are no errors; `thrown` is the copy the host gets. */
const thrown: readonly (readonly [what: string, source: string, copy: unknown])[] = [
	['undefined', 'undefined', undefined],
	['null', 'null', null],
	['a number', '42', 42],
	['a bigint', '7n', 7n],
	['an empty string', '""', ''],
	['a string', '"text"', 'text'],
	['a record', '({ code: 1, list: [1] })', { code: 1, list: [1] }],
	['an array', '[1, 2]', [1, 2]],
	['a record that looks like an error', '({ name: "Error", message: "m", stack: "s" })', { name: 'Error', message: 'm', stack: 's' }],
	['a symbol', 'Symbol("s")', undefined],
	['a function', '() => 1', undefined],
	[
		'a hostile proxy',
		'new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 }, getOwnPropertyDescriptor() { throw 4 } })',
		undefined,
	],
	['a revoked proxy', '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()', undefined],
];

const thrownRows = thrown.map(
	([what, source, copy]): Promised => ({
		says: `${what} can be thrown, by throw and by rejection`,
		check: async ({ fails }) => {
			for (const program of [`throw ${source}`, `Promise.reject(${source})`]) {
				const error = await fails(program);
				assert.deepEqual([error.code, error.name, error.thrown], ['GLOVEBOX_GUEST_THROW', 'Thrown', copy], program);
			}
		},
	}),
);

/** Errors whose properties bite. Each run must end with a GuestError of the guest, whatever it can say. */
const hostile: readonly (readonly [what: string, source: string])[] = [
	['message throws', 'const e = new Error("x"); Object.defineProperty(e, "message", { get() { throw 1 } }); throw e'],
	['name throws', 'const e = new Error("x"); Object.defineProperty(e, "name", { get() { throw 1 } }); throw e'],
	['stack throws', 'const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw 1 } }); throw e'],
	['cause throws', 'const e = new Error("x"); Object.defineProperty(e, "cause", { get() { throw 1 }, enumerable: true }); throw e'],
	['cause is a new error each time', 'class E extends Error { get cause() { return new E("x") } }; throw new E("x")'],
	['message is a symbol', 'const e = new Error("x"); e.message = Symbol("s"); throw e'],
	['name is an object', 'const e = new Error("x"); e.name = { toString() { throw 1 } }; throw e'],
	[
		'prototype is a proxy',
		'const e = new Error("x"); Object.setPrototypeOf(e, new Proxy(Error.prototype, { get() { throw 1 }, getPrototypeOf() { throw 2 } })); throw e',
	],
	['prepareStackTrace throws', 'Error.prepareStackTrace = () => { throw new Error("inner") }; throw new Error("x")'],
	['prepareStackTrace returns no text', 'Error.prepareStackTrace = () => ({ toString() { throw 1 } }); throw new Error("x")'],
	[
		'errors of an AggregateError bite',
		'const e = new AggregateError([], "x"); Object.defineProperty(e, "errors", { get() { throw 1 } }); throw e',
	],
	['properties are functions', 'throw Object.assign(new Error("x"), { f() {}, g: Symbol("s") })'],
];

const hostileRows = hostile.map(
	([what, source]): Promised => ({
		says: `an error whose ${what} is still a GuestError`,
		check: async ({ fails }) => {
			const error = await fails(source);
			assert.ok(error instanceof GuestError, String(error));
			assert.deepEqual(
				[error.code, typeof error.name, typeof error.message, typeof error.stack],
				['GLOVEBOX_GUEST_THROW', 'string', 'string', 'string'],
			);
		},
	}),
);

export const errors: readonly Promised[] = [
	...thrownRows,
	...hostileRows,
	{
		says: 'a thrown error is a GuestError with its own name, message and cause chain',
		check: async ({ fails }) => {
			const error = await fails('throw new RangeError("top", { cause: new TypeError("middle", { cause: "end" }) })');
			assert.ok(error instanceof GuestError && error instanceof GloveboxError && GloveboxError.isInstance(error));
			const cause = error.cause as Error;
			assert.deepEqual(
				[error.code, error.name, error.message, cause instanceof TypeError, cause.message, cause.cause],
				['GLOVEBOX_GUEST_THROW', 'RangeError', 'top', true, 'middle', 'end'],
			);
		},
	},
	{
		says: 'an error without a cause has none',
		check: async ({ fails }) => assert.equal('cause' in (await fails('throw new Error("x")')), false),
	},
	{
		says: 'an error that is its own cause ends the run',
		check: async ({ fails }) => {
			const error = await fails('const a = new Error("a"), b = new Error("b", { cause: a }); a.cause = b; throw a');
			assert.deepEqual([error.code, error.message, (error.cause as Error).message], ['GLOVEBOX_GUEST_THROW', 'a', 'b']);
		},
	},
	{
		says: 'the errors of an AggregateError are there',
		check: async ({ fails }) => {
			const error = await fails('Promise.any([Promise.reject(new TypeError("a")), Promise.reject("b")])');
			assert.equal(error.name, 'AggregateError');
			assert.deepEqual(
				error.errors?.map((one) => (one instanceof Error ? one.message : one)),
				['a', 'b'],
			);
		},
	},
	{
		says: 'a class of the guest gives the error its own name',
		check: async ({ fails }) =>
			assert.equal((await fails('class ShopError extends Error { name = "ShopError" }; throw new ShopError("closed")')).name, 'ShopError'),
	},
	{
		says: 'a very long message is cut, and hides no line',
		check: async ({ fails }) => {
			const { message, stack, line } = await fails('\nthrow new Error("x".repeat(5_000_000))');
			assert.equal(line, 2);
			assert.ok(
				message.startsWith('xxx') && message.length <= 1_048_576 && (stack as string).length <= 2_097_152,
				`${message.length} and ${stack?.length} characters`,
			);
		},
	},
	{
		says: 'own enumerable properties of a thrown error are in its details, and what cannot be copied takes no other with it',
		check: async ({ fails }) => {
			const whole = await fails('throw Object.assign(new Error("x"), { status: 404, errors: ["a", "b"] })');
			assert.deepEqual(whole.details, { properties: { status: 404, errors: ['a', 'b'] } });
			const source = `
				class InvalidError extends Error {
					constructor(issues) { super('invalid'); this.issues = issues; this.add = (issue) => issues.push(issue); }
				}
				throw new InvalidError([{ path: ['name'] }]);
			`;
			const partly = await fails(source);
			assert.deepEqual([partly.message, partly.details], ['invalid', { properties: { issues: [{ path: ['name'] }] } }]);
		},
	},
	{
		says: 'what inherits from Error without being one is told as the error that it is meant to be',
		check: async ({ fails }) => {
			const source = `
				function ParseError(message) { this.message = message; this.offset = 7; Error.captureStackTrace(this, ParseError); }
				ParseError.prototype = Object.create(Error.prototype, { name: { value: 'ParseError' } });

				throw new ParseError('unexpected end');
			`;
			const { code, name, message, line, details, thrown } = await fails(source);
			assert.deepEqual(
				{ code, name, message, line, details, thrown },
				{
					code: 'GLOVEBOX_GUEST_THROW',
					name: 'ParseError',
					message: 'unexpected end',
					line: 5,
					details: { properties: { offset: 7 } },
					thrown: undefined,
				},
			);
		},
	},
	{
		says: 'a message that is a number is told as its text',
		check: async ({ fails }) => assert.equal((await fails('throw Object.assign(new Error(), { message: 404 })')).message, '404'),
	},
	{
		says: "a guest's error.stack begins with the error, and goes on where it was made",
		check: async ({ evaluate }) => {
			const source = `
				class OddError extends TypeError { name = 'OddError' }
				function make() { return new OddError('m'); }
				const firstLines = ({ stack }) => stack.split('\\n', 2).map((line) => line.replace(/:.*/, ''));
				const holder = {};
				Error.captureStackTrace(holder, make);
				[make().stack.includes(': m\\n'), firstLines(make())[1], firstLines(holder)[0]]
			`;
			const [hasMessage, frame, captured] = await evaluate<[boolean, string, string]>(source, { filename: 'made' });
			assert.deepEqual([hasMessage, frame, captured], [true, '    at make (made', 'Error']);
		},
	},
];
