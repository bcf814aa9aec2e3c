/** Where things happened: line, column, frames, syntax errors. */
import assert from 'node:assert/strict';
import type { Promised } from './promise.ts';

/** Where things happen: source, line, column of the throw on engines that know it. */
const throws: readonly (readonly [what: string, source: string, line: number])[] = [
	['the first line', 'throw new Error("x")', 1],
	['a later line', '1\n2\n  throw new Error("x")', 3],
	['after CRLF line ends', '1\r\n2\r\nthrow new Error("x")', 3],
	['inside a function', 'function f() {\n\n\tthrow new Error("x")\n}\nf()', 3],
	['an awaiting script', 'await 1\nconst y = 2\nthrow new Error("x")', 3],
	['the second statement of an awaiting line', 'const a = await 1; throw new Error("x")', 1],
	['an awaiting line without spaces', 'let[a]=await[1],b=2;class A{}throw new Error("x")', 1],
	['an awaiting line before its await', 'if(typeof b==="string"||1)throw new Error("x");var b=await 1', 1],
	['the first line of a function body', 'if (1) throw new Error("x"); return 1', 1],
	['the first line of a module', 'export const a = 1; throw new Error("x")', 1],
	["the last line of a value's expression", 'await 0; (\n\t(() => { throw new Error("x") })()\n)', 2],
	['a function body', 'const a = 1\nif (a) throw new Error("x")\nreturn a', 2],
	['a module', 'export const a = 1\nexport default a\nthrow new Error("x")', 3],
	['an error of its own class', 'class Odd extends Error {}\n\nthrow new Odd("x")', 3],
	[
		'an error of a class that extends its own',
		'class A extends TypeError {}\nclass B extends A {\n\tconstructor(text) {\n\t\tsuper(text)\n\t}\n}\nthrow new B("x")',
		7,
	],
	['a text with wide characters', '"😀é"\n"漢字"; throw new Error("x")', 2],
];

const placeRows = throws.map(
	([what, source, line]): Promised => ({
		says: `a throw in ${what} has its line and column, and a frame of the code`,
		check: async ({ fails, engine }) => {
			const error = await fails(source, { filename: 'place.js' });
			assert.equal(error.line, line);
			const text = source.split(/\r?\n/)[line - 1] as string;
			assert.ok(error.codeFrame?.includes(text), `frame: ${error.codeFrame}`);
			assert.match(error.codeFrame as string, /\^/);
			assert.ok(error.stack?.includes(`place.js:${line}`), `stack: ${error.stack}`);
			if (engine.positions !== 'column') return;
			// Engines do not agree on the column of a throw, but each has one for this text, wherever it stands.
			const alone = await fails('throw new Error("x")');
			assert.equal(error.column, (alone.column as number) + text.indexOf('throw'));
		},
	}),
);

export const places: readonly Promised[] = [
	...placeRows,
	{
		says: 'the stack starts with name and message and lists the functions of the guest',
		check: async ({ fails }) => {
			const { stack } = await fails('function outer() { inner() }\nfunction inner() { throw new Error("deep") }\nouter()', {
				filename: 'guest.js',
			});
			assert.match(stack as string, /^Error: deep\n.*inner.*guest\.js:2.*outer.*guest\.js:1/s);
		},
	},
	{
		says: 'a syntax error has name, line, column and a frame of the code',
		check: async ({ fails }) => {
			const error = await fails('const a = 1\n\nconst b = @', { filename: 'bad.js', language: 'js' });
			assert.deepEqual([error.code, error.name, error.line, error.column], ['GLOVEBOX_GUEST_SYNTAX', 'SyntaxError', 3, 11]);
			assert.ok(error.codeFrame?.includes('const b = @') && error.codeFrame.includes('^'), `frame: ${error.codeFrame}`);
		},
	},
	{
		says: 'no statement runs before a syntax error',
		check: async ({ run }) => {
			const outcome = await run('console.log("ran"); await 1; let = ;');
			assert.deepEqual([outcome.ok, outcome.console], [false, []]);
		},
	},
	{
		says: 'a syntax error inside eval is thrown by the guest, who can catch it',
		check: async ({ evaluate, fails }) => {
			assert.equal(await evaluate('let r; try { eval("let = ;") } catch (e) { r = e instanceof SyntaxError }; r'), true);
			assert.deepEqual(await fails('eval("let = ;")').then(({ code, name }) => [code, name]), ['GLOVEBOX_GUEST_THROW', 'SyntaxError']);
		},
	},
];
