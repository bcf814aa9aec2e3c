import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GuestError, hostFunction } from '../index.ts';
import { createSandbox } from '../create-sandbox.ts';
import { type Engine, isolate, quickjs, subprocess } from '../engines/index.ts';
import { createEvaluator, type Evaluator, type EvaluatorOptions } from './evaluator.ts';

const engines: readonly Engine[] = [isolate(), quickjs(), subprocess(isolate())];

interface Made extends Disposable {
	readonly evaluator: Evaluator;
}

function evaluatorOn(engine: Engine, options: Omit<EvaluatorOptions, 'sandbox'> = {}, wallMs = 5_000): Made {
	const sandbox = createSandbox({ engine, boundary: engine.boundary, limits: { wallMs } });
	return { evaluator: createEvaluator({ sandbox, ...options }), [Symbol.dispose]: () => sandbox.close() };
}

const facts = { price: 4, quantity: 3, customer: { name: 'Ada', vip: true, tags: ['a', 'b'] }, when: new Date(0), none: null };

/** Expression, value, facts read. */
const table: readonly (readonly [expression: string, value: unknown, reads: readonly string[]])[] = [
	['6 * 7', 42, []],
	['price * quantity', 12, ['price', 'quantity']],
	['{ total: price * 2, "a-b": [quantity] }', { total: 8, 'a-b': [3] }, ['price', 'quantity']],
	['[price, ...customer.tags]', [4, 'a', 'b'], ['price', 'customer.tags.length', 'customer.tags.0', 'customer.tags.1']],
	['customer.vip && price > 3 ? `for ${customer.name}` : "no"', 'for Ada', ['customer.vip', 'price', 'customer.name']],
	['false && customer.name', false, []],
	['customer["na" + "me"]', 'Ada', ['customer.name']],
	['customer.missing', undefined, ['customer.missing']],
	['customer?.address?.city ?? "unknown"', 'unknown', ['customer.address']],
	['customer.tags.includes("b")', true, ['customer.tags.length', 'customer.tags.0', 'customer.tags.1']],
	['(({ name }) => name.length)(customer)', 3, ['customer.name']],
	['when.getTime()', 0, ['when']],
	['typeof nothing', 'undefined', []],
	['Math.max(price, quantity)', 4, ['price', 'quantity']],
	['/^A/.test(customer.name)', true, ['customer.name']],
	['(price, quantity)', 3, ['price', 'quantity']],
	['/* a */ price // b', 4, ['price']],
	['(() => { let sum = 0; for (const n of [1, 2, 3]) sum += n; return sum })()', 6, []],
	['await Promise.resolve(price)', 4, ['price']],
	['10n ** 20n', 10n ** 20n, []],
	['new Set([price])', new Set([4]), ['price']],
	['this', undefined, []],
	['[() => this, function () { return this }].map((f) => f.call(price))', [undefined, 4], ['price']],
	['typeof arguments', 'undefined', []],
	['(function () { return arguments[0] })(price)', 4, ['price']],
	['none', null, ['none']],
];

for (const engine of engines) {
	test(`evaluate() gives the value of each expression and the facts it read on ${engine.name}`, async () => {
		using made = evaluatorOn(engine, { keep: 4 });
		for (const [expression, value, reads] of table) {
			const evaluation = await made.evaluator.evaluate(expression, facts);
			assert.deepEqual({ expression, value: evaluation.value, reads: evaluation.reads }, { expression, value, reads });
		}
	});

	test(`evaluateMany() evaluates each row, and a row that throws stops no other on ${engine.name}`, async () => {
		using made = evaluatorOn(engine);
		const expression = made.evaluator.compile<number, { a: { b: number } | null }>('a.b + 1');
		const { values, failures, usage } = await expression.evaluateMany([{ a: { b: 1 } }, { a: null }, { a: { b: 2 } }]);
		assert.deepEqual(
			[values, failures.map(({ row, name }) => [row, name]), usage.engine],
			[[2, undefined, 3], [[1, 'TypeError']], engine.name],
		);
	});

	test(`a hostile expression ends with a typed error and the next one is unharmed on ${engine.name}`, async () => {
		using made = evaluatorOn(engine, {}, 1_500);
		const { evaluator } = made;
		const codes: string[] = [];
		for (const expression of [
			'(() => { for (;;); })()',
			'globalThis.constructor.constructor("return process")().exit()',
			'(() => { Array.prototype.push = null })()',
			'(globalThis.leak = 1)',
			'() => 1',
		]) {
			await evaluator.evaluate(expression).catch((error: { code: string }) => codes.push(error.code));
		}
		const thrown = 'GLOVEBOX_GUEST_THROW';
		assert.deepEqual(codes, ['GLOVEBOX_LIMIT', thrown, thrown, thrown, 'GLOVEBOX_GUEST_VALUE']);
		assert.equal((await evaluator.evaluate('[].push(1) + typeof leak')).value, '1undefined');
	});
}

const [first] = engines as [Engine];

/** What is no expression, with the place and the message. */
const refused: readonly (readonly [expression: string, place: string, message: RegExp])[] = [
	['', '1:1', /empty/],
	['// only a comment', '1:18', /^Unexpected end of the expression$/],
	['a +', '1:4', /^Unexpected end of the expression$/],
	['const a = 1', '1:1', /"const": one expression is wanted/],
	['a; b', '1:2', /";": one expression is wanted/],
	['a;', '1:2', /";"/],
	['if (a) b', '1:1', /"if"/],
	['return a', '1:1', /"return"/],
	['{ a: 1 }; b', '1:9', /";"/],
	['1) + (2', '1:2', /Unexpected token/],
	['a\n  b', '2:3', /Unexpected token/],
	['import("x"); 1', '1:12', /";"/],
	['a b c', '1:3', /Unexpected token/],
	['`${', '1:4', /Unexpected end of the expression/],
	[`${'('.repeat(2_000)}1`, '1:1001', /nested too deeply/],
];

test('compile() refuses everything but one expression, with its place', () => {
	using made = evaluatorOn(first);
	for (const [expression, place, message] of refused) {
		const label = expression.slice(0, 40);
		assert.throws(
			() => made.evaluator.compile(expression),
			(error: GuestError) => {
				assert.deepEqual([label, error.code, `${error.line}:${error.column}`], [label, 'GLOVEBOX_GUEST_SYNTAX', place]);
				assert.match(error.message, message);
				return true;
			},
		);
	}
});

test('an expression over 64 KiB is a limit, and 64 KiB of the worst takes no second', () => {
	using made = evaluatorOn(first);
	const { evaluator } = made;
	assert.throws(() => evaluator.compile(`1${' '.repeat(65_536)}`), {
		code: 'GLOVEBOX_LIMIT',
		details: { limit: 'sourceBytes', allowed: 65_536, used: 65_537 },
	});
	for (const part of ['!', 'a?', 'a=>', 'a.b', '1+', '`${', '[', 'a,', '/*']) {
		const began = performance.now();
		assert.throws(() => evaluator.compile(part.repeat(65_536 / part.length) + ')'), { code: /LIMIT|SYNTAX/ }, part);
		const took = performance.now() - began;
		assert.ok(took < 1_000, `${part}: ${took} ms`);
	}
});

test('what an expression throws has its own line, column and code frame', () => {
	using made = evaluatorOn(first);
	const place = (expression: string) => {
		try {
			made.evaluator.evaluateSync(expression, { order: {} });
			return undefined;
		} catch (error) {
			const { name, line, column, codeFrame, stack } = error as GuestError;
			return { name, line, column, codeFrame, frames: stack?.split('\n').slice(1) };
		}
	};
	assert.deepEqual(place('order.total\n  .toFixed(2)'), {
		name: 'TypeError',
		line: 2,
		column: 4,
		codeFrame: '  1 | order.total\n> 2 |   .toFixed(2)\n    |    ^',
		frames: ['    at expression.js:2:4'],
	});
	assert.equal(place('1 + arguments')?.name, 'ReferenceError');
	assert.deepEqual(place('1 + nope'), {
		name: 'ReferenceError',
		line: 1,
		column: 5,
		codeFrame: '> 1 | 1 + nope\n    |     ^',
		frames: ['    at expression.js:1:5'],
	});
});

test('functions and operators are host functions', async () => {
	const seen: unknown[] = [];
	using made = evaluatorOn(first, {
		functions: {
			round: Math.round,
			text: { upper: (text: string) => text.toUpperCase() },
			rate: async (name: string) => (name === 'eur' ? 2 : 1),
			strict: hostFunction({ sync: true, handler: (...args: unknown[]) => args.length }),
		},
		operators: {
			contains(list: unknown[], item: unknown) {
				seen.push(list);
				return list.includes(item);
			},
			plus: { binds: 'sum', handler: (a: number, b: number) => a + b },
			times: { binds: 'product', handler: (a: number, b: number) => a * b },
			matches: (text: string, pattern: RegExp) => pattern.test(text),
		},
	});
	const values = [];
	for (const expression of [
		'round(2.6) + text.upper("a")',
		'rate("eur") * 3',
		'strict(1)',
		'1 plus 2 times 3 plus 4',
		'(1 plus 2) times 3',
		'[1, 2] contains 1 plus 1 && !([1] contains 2)',
		'"abc" matches /^a/ ? "yes" : "no"',
		'plus + 1',
	]) {
		values.push((await made.evaluator.evaluate(expression, { plus: 1 })).value);
	}
	assert.deepEqual(values, ['3A', 6, 2, 11, 9, true, 'yes', 2]);
	assert.deepEqual(seen, [[1, 2], [1]]);
});

test('with missing: undefined, what is not there is undefined and not an error', () => {
	using made = evaluatorOn(first, { missing: 'undefined' });
	const value = (expression: string) => made.evaluator.evaluateSync(expression, { a: {}, b: { c: [{ d: 1 }] } }).value;
	assert.deepEqual(
		[
			'a.b.c',
			'a.b.c.d()',
			'nope',
			'nope.x',
			'a[0][1]',
			'a /* . */ . b . c',
			'(a.b).c',
			'b.c[0].d',
			'(b.c[1] = 5, b.c[1])',
			'delete b.c',
			'Math.abs(-1)',
		].map(value),
		[undefined, undefined, undefined, undefined, undefined, undefined, undefined, 1, 5, true, 1],
	);
});

test('facts named like built-in things are facts, and inherited names are none', async () => {
	using made = evaluatorOn(first);
	const { evaluator } = made;
	assert.deepEqual(
		(await evaluator.evaluate('constructor + toString + undefined', { constructor: 1, toString: 2, undefined: 3 })).value,
		6,
	);
	assert.deepEqual((await evaluator.evaluate('arguments.n', { arguments: { n: 1 } })).value, 1);
	await assert.rejects(evaluator.evaluate('hasOwnProperty.x.y', {}), { name: 'TypeError' });
	await assert.rejects(evaluator.evaluate('a', JSON.parse('{ "__proto__": 1 }') as object), TypeError);
});

test('an evaluator answers in the caller’s stack, and again in fresh realms', () => {
	using made = evaluatorOn(first, { fresh: true });
	assert.deepEqual(
		[1, 2].map((n) => made.evaluator.evaluateSync('n * 2', { n }).value),
		[2, 4],
	);
});

test('rows go over in batches and keep their numbers', () => {
	using made = evaluatorOn(first);
	const rows = Array.from({ length: 20_005 }, (_, n) => ({ n: n === 20_001 ? null : { n } }));
	const { values, failures } = made.evaluator.compile<number>('n.n % 7').evaluateManySync(rows);
	assert.deepEqual([values.length, values[20_004], failures.map(({ row }) => row)], [20_005, 20_004 % 7, [20_001]]);
});

test('wrong options and arguments are named', async () => {
	const sandbox = createSandbox({ engine: first });
	using made = evaluatorOn(first);
	const make = (options: object) => () => createEvaluator({ sandbox, ...options });
	assert.throws(make({ sandbox: undefined }), /options\.sandbox/);
	assert.throws(make({ missing: 'no' }), /options\.missing/);
	assert.throws(make({ functions: 1 }), /options\.functions/);
	assert.throws(make({ operators: { '+': () => 1 } }), /options\.operators\.\+/);
	assert.throws(make({ operators: { in: () => 1 } }), /options\.operators\.in/);
	assert.throws(make({ operators: { near: { binds: 'x', handler: () => 1 } } }), /options\.operators\.near\.binds/);
	assert.throws(make({ keep: 0 }), /options\.keep/);
	assert.throws(make({ other: 1 }), /options\.other/);
	await assert.rejects(made.evaluator.evaluate('1', [] as never), /facts must be an object/);
	await assert.rejects(made.evaluator.evaluateMany('1', [1] as never), /rows\[0\] must be an object/);
	assert.throws(() => made.evaluator.compile(1 as never), /expression must be a string/);
	assert.throws(() => made.evaluator.compile('1', { filename: 1 } as never), /options\.filename must be a string/);
	assert.throws(
		() => made.evaluator.compile('1', { file: 'a' } as never),
		/options\.file is no option of compile; the options are filename/,
	);
	const misspelt = { limit: { wallMs: 1 } } as never;
	const refusal = { name: 'TypeError', message: /options\.limit is no option of evaluate\w*; the options are limits, signal/ };
	assert.throws(() => made.evaluator.evaluateSync('1', {}, misspelt), refusal);
	assert.throws(() => made.evaluator.compile('1').evaluateManySync([], misspelt), refusal);
	await assert.rejects(made.evaluator.evaluate('1', {}, misspelt), refusal);
	await assert.rejects(made.evaluator.evaluateMany('1', [], misspelt), refusal);
	sandbox.close();
});
