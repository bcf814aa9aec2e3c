import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GuestError, LimitError } from './errors.ts';
import { compile, readProgram } from './program.ts';

const limits = { sourceBytes: 100 };
const base = { filename: 'guest.js', kind: 'auto', language: 'auto' } as const;

test('compile() resolves kind and language', () => {
	const settings = (source: string, options?: Parameters<typeof compile>[1]) => {
		const { kind, language, filename } = compile(source, options);
		return [kind, language, filename];
	};
	assert.deepEqual(settings('1'), ['script', 'js', 'guest.js']);
	assert.deepEqual(settings('await 1'), ['script', 'js', 'guest.js']);
	assert.deepEqual(settings('return 1'), ['function', 'js', 'guest.js']);
	assert.deepEqual(settings('export default 1'), ['module', 'js', 'guest.js']);
	assert.deepEqual(settings('let x: number = 1'), ['script', 'ts', 'guest.js']);
	assert.deepEqual(settings('a<b>(c)'), ['script', 'js', 'guest.js']);
	assert.deepEqual(settings('a<b>(c)', { filename: 'x.ts' }), ['script', 'ts', 'x.ts']);
	assert.deepEqual(settings('1', { kind: 'module', filename: 'x.mts' }), ['module', 'ts', 'x.mts']);
	assert.deepEqual(settings('1', { filename: 'rule' }), ['script', 'js', 'rule']);
});

test('compile() gives an immutable program', () => {
	assert.ok(Object.isFrozen(compile('1')));
});

test('compile() throws what is wrong and where', () => {
	assert.throws(
		() => compile('let a = 1;\nlet b = ;', { filename: 'my.js' }),
		(error) => {
			assert.ok(error instanceof GuestError);
			const { code, name, message, line, column, codeFrame, stack } = error;
			assert.deepEqual(
				{ code, name, message, line, column, codeFrame, stack },
				{
					code: 'GLOVEBOX_GUEST_SYNTAX',
					name: 'SyntaxError',
					message: "Unexpected token ';'",
					line: 2,
					column: 9,
					codeFrame: '  1 | let a = 1;\n> 2 | let b = ;\n    |         ^',
					stack: "SyntaxError: Unexpected token ';'\n    at my.js:2:9",
				},
			);
			return true;
		},
	);
});

test('compile() checks the whole syntax, also of a text that was prepared before', () => {
	for (let times = 0; times < 2; times++) assert.throws(() => compile('let z = 1 1', { language: 'js' }), GuestError);
});

const wrong: readonly (readonly [options: object, message: RegExp])[] = [
	[{ kind: 'root' }, /options\.kind must be one of 'auto', 'script', 'function', 'module'/],
	[{ kind: null }, /options\.kind/],
	[{ language: 'jsx' }, /options\.language must be one of 'auto', 'js', 'ts'/],
	[{ filename: '' }, /options\.filename/],
	[{ filename: 1 }, /options\.filename/],
	[{ filename: 'a\nb' }, /options\.filename/],
];

for (const [options, message] of wrong) {
	test(`compile() and readProgram() refuse ${JSON.stringify(options)}`, () => {
		assert.throws(() => compile('1', options as never), { name: 'TypeError', message });
		assert.throws(() => readProgram('1', options as never, limits), { name: 'TypeError', message });
	});
}

test('readProgram() takes sources and programs, and parses neither', () => {
	assert.deepEqual(readProgram('let = ;', undefined, limits), { source: 'let = ;', ...base });
	assert.deepEqual(readProgram('x', { filename: 'a.cts' }, limits), { source: 'x', filename: 'a.cts', kind: 'auto', language: 'ts' });
	assert.deepEqual(readProgram('x', { filename: 'a.mjs' }, limits), { source: 'x', filename: 'a.mjs', kind: 'auto', language: 'js' });
	assert.deepEqual(readProgram('x', { filename: 'a.ts', language: 'js' }, limits), {
		source: 'x',
		filename: 'a.ts',
		kind: 'auto',
		language: 'js',
	});
	const program = compile('return 1', { filename: 'b.js' });
	assert.deepEqual(readProgram(program, undefined, limits), program);
	assert.deepEqual(readProgram(program, { filename: 'c.js' }, limits), { ...program, filename: 'c.js' });
});

for (const source of [1, null, undefined, {}, { source: 1 }, { source: '1', ...base, kind: 'root' }, () => '1']) {
	test(`readProgram() refuses ${typeof source} ${JSON.stringify(source)}`, () => {
		assert.throws(() => readProgram(source, undefined, limits), { name: 'TypeError', message: /source must be a string or a program/ });
	});
}

test('readProgram() counts bytes, not characters', () => {
	assert.equal(readProgram('é'.repeat(50), undefined, limits).source.length, 50);
	assert.throws(
		() => readProgram('é'.repeat(51), undefined, limits),
		(error) => {
			assert.ok(error instanceof LimitError);
			assert.deepEqual(error.details, { limit: 'sourceBytes', allowed: 100, used: 102 });
			return true;
		},
	);
	assert.equal(readProgram('x'.repeat(5_000), undefined, { sourceBytes: Infinity }).source.length, 5_000);
});
