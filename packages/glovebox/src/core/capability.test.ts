import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { z } from 'zod';
import { type CallInfo, type HostFunction, hostFunction } from './capability.ts';

test('hostFunction() without input takes a handler that says itself what it takes', () => {
	const double = hostFunction({ handler: (x: number) => x * 2 }) satisfies HostFunction;
	const join = hostFunction({ sync: true, handler: (left: string, { run }: CallInfo) => `${left} ${run.id}` });
	const none = hostFunction({ handler: () => undefined });
	assert.deepEqual(
		[double, join, none].map(({ input, sync }) => [input, sync]),
		[
			[undefined, false],
			[undefined, true],
			[undefined, false],
		],
	);
});

test('hostFunction() with input gives the handler what the schema gives, and the call', () => {
	const input = z.tuple([z.string(), z.coerce.number()]);
	hostFunction({
		input,
		handler: (name, count, call) => [name satisfies string, count satisfies number, call satisfies CallInfo],
	}) satisfies HostFunction;
	hostFunction({ input: v.tuple([v.date()]), handler: (date) => (date satisfies Date).getTime() });
	hostFunction({ input: z.string(), handler: (text, { signal }) => [text satisfies string, signal satisfies AbortSignal] });
	// @ts-expect-error: the schema gives a string
	const wrong = hostFunction({ input, handler: (name: number) => name });
	// @ts-expect-error: the call comes after the two arguments, and is the last
	hostFunction({ input, handler: (_name, _count, _call, more: string) => more });
	assert.equal(wrong.input, input);
});

test('hostFunction() with output holds the handler to it, at once or as a promise', () => {
	const output = z.object({ id: z.number() });
	hostFunction({ output, handler: (id: number) => ({ id }) });
	hostFunction({ output, handler: async (id: number) => ({ id }) });
	// @ts-expect-error: the id is no string
	const wrong = hostFunction({ output, handler: (id: string) => ({ id }) });
	assert.equal(wrong.output, output);
});
