import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeFrame, readFrames, syntaxFailure, translateStack } from './frames.ts';
import { identityPositions, type PositionMap } from './positions.ts';
import { programOf } from './prepare/test/evaluate.ts';
import { prepareChecked } from './prepare.ts';

const files = new Map<string, PositionMap>([
	['g.js', identityPositions],
	['dir (1)/a b.ts', identityPositions],
	['moved.js', { original: (line, column) => (line > 9 ? undefined : { line: line + 1, column: column * 2 }) }],
]);

const lines: readonly (readonly [line: string, translated: string])[] = [
	['    at f (g.js:1:2)', '    at f (g.js:1:2)'],
	['    at g.js:1:2', '    at g.js:1:2'],
	['    at <anonymous> (g.js:3)', '    at g.js:3:1'],
	['    at <eval> (g.js:3:4)', '    at g.js:3:4'],
	['    at async f (g.js:1:2)', '    at async f (g.js:1:2)'],
	['    at async g.js:1:2', '    at g.js:1:2'],
	['    at new X (g.js:1:2)', '    at new X (g.js:1:2)'],
	['    at Object.m [as n] (g.js:1:2)', '    at Object.m [as n] (g.js:1:2)'],
	['at f (g.js:1:2)', '    at f (g.js:1:2)'],
	['    at f (dir (1)/a b.ts:1:2)', '    at f (dir (1)/a b.ts:1:2)'],
	['    at dir (1)/a b.ts:1:2', '    at dir (1)/a b.ts:1:2'],
	['    at eval (eval at f (g.js:5:6), <anonymous>:1:1)', '    at eval (g.js:5:6)'],
	['    at eval (eval at <anonymous> (eval at f (g.js:5:6)), <anonymous>:1:1), <anonymous>:1:1)', '    at eval (g.js:5:6)'],
	['    at f (moved.js:1:2)', '    at f (moved.js:2:4)'],
	['    at f (moved.js:10:2)', ''],
	['    at f (g.js:1:-4)', '    at f (g.js:1:1)'],
	['    at f (host.js:1:2)', ''],
	['    at f (g.js)', ''],
	['    at f (g.js:0:1)', ''],
	['    at f (g.js:1e3:1)', ''],
	['    at f (g.js:99999999999999999999:1)', ''],
	['    at Array.map (<anonymous>)', ''],
	['    at map (native)', ''],
	['    at Promise.all (index 0)', ''],
	['Error: at f (g.js:1:2)', ''],
	['', ''],
	['    at ', ''],
	['    at (g.js:1:2)', '    at g.js:1:2'],
	['    at a (b (g.js:1:2)', '    at a b (g.js:1:2)'],
	['    at f\u0007\u2028g (g.js:1:2)', '    at fg (g.js:1:2)'],
];

for (const [line, translated] of lines) {
	test(`translateStack() makes ${JSON.stringify(translated)} of ${JSON.stringify(line)}`, () => {
		assert.equal(translateStack(line, files), translated);
		assert.equal(
			readFrames(translated)
				.map(({ text }) => text)
				.join('\n'),
			translated,
		);
	});
}

test('translateStack() keeps the first 50 guest frames', () => {
	const stack = Array.from({ length: 200 }, (_, index) => `    at f (${index % 2 ? 'g.js' : 'host.js'}:${index + 1}:1)`).join('\n');
	const frames = readFrames(translateStack(`Error: x\n${stack}`, files));
	assert.deepEqual(
		frames.map(({ line }) => line),
		Array.from({ length: 50 }, (_, index) => 2 * index + 2),
	);
});

test('readFrames() gives the parts of each line', () => {
	assert.deepEqual(readFrames('    at async f (g.js:1:2)\nno frame\n    at g.js:3:4'), [
		{ name: 'async f', file: 'g.js', line: 1, column: 2, text: '    at async f (g.js:1:2)' },
		{ name: '', file: 'g.js', line: 3, column: 4, text: '    at g.js:3:4' },
	]);
});

test('readFrames() cuts a long name', () => {
	assert.deepEqual(
		readFrames(`    at ${'f'.repeat(5_000)} (g.js:1:2)`).map(({ name }) => name.length),
		[200],
	);
});

for (const text of ['at (', ' (eval at ', 'at f (g.js:1:1', '(((((', ':1:1', 'at f (g.js:1:1)', ' (']) {
	test(`translateStack() reads 64 KB of ${JSON.stringify(text)} in time`, () => {
		const start = performance.now();
		translateStack(`    at ${text.repeat(2 ** 16)})`, files);
		translateStack(`    at ${text}\n`.repeat(2 ** 16), files);
		assert.ok(performance.now() - start < 1_000);
	});
}

test('codeFrame() shows the lines around with a mark under the place', () => {
	assert.equal(
		codeFrame('one\ntwo\r\n\tthree = ;\nfour\nfive\nsix', 3, 10),
		['  1 | one', '  2 | two', '> 3 | \tthree = ;', '    | \t        ^', '  4 | four', '  5 | five'].join('\n'),
	);
	assert.equal(codeFrame('x', 1, 1), '> 1 | x\n    | ^');
	assert.equal(codeFrame('', 1, 1), '> 1 |\n    | ^');
	assert.equal(codeFrame('x', 1, 99), '> 1 | x\n    |  ^');
	assert.deepEqual([codeFrame('x', 0, 1), codeFrame('x', 2, 1), codeFrame('x', -1, 1)], [undefined, undefined, undefined]);
});

test('codeFrame() of a long line is short and has the place in it', () => {
	const frame = codeFrame(`${'a'.repeat(10_000)}!${'b'.repeat(10_000)}`, 1, 10_001) as string;
	const [text, marks] = frame.split('\n') as [string, string];
	assert.ok(frame.length < 300);
	assert.equal(text[marks.indexOf('^')], '!');
});

test('syntaxFailure() has the message and place that preparation found', () => {
	const program = programOf('let a = 1;\nlet b = ;');
	let problem: unknown;
	try {
		prepareChecked(program);
	} catch (error) {
		problem = error;
	}
	const expected = { name: 'SyntaxError', message: "Unexpected token ';'", stack: '', value: null, syntax: { line: 2, column: 9 } };
	assert.deepEqual(syntaxFailure(problem, program), expected);
	const message = "Unexpected token ';' [guest.js:2:9]";
	assert.deepEqual(syntaxFailure({ name: 'SyntaxError', message, stack: '' }, program), expected);
});

test('syntaxFailure() takes the place from the engine where our own reading finds nothing wrong', () => {
	const program = programOf('new.syntax');
	const engine = { name: 'SyntaxError', message: 'no', stack: '    at guest.js:7:8' };
	assert.deepEqual(syntaxFailure(engine, programOf('1 + 1')).syntax, { line: 7, column: 8 });
	assert.deepEqual(syntaxFailure({ ...engine, stack: '' }, programOf('1 + 1')).syntax, { line: 0, column: 0 });
	assert.deepEqual(syntaxFailure(engine, program).syntax, { line: 1, column: 5 });
	assert.equal(syntaxFailure(undefined, program).name, 'SyntaxError');
});

test('codeFrame() looks for no line where nobody writes one', () => {
	const source = `${'\n'.repeat(19_999)}here\nthere`;
	assert.equal(codeFrame(source, 20_000, 1)?.split('\n').at(-3), '> 20000 | here');
	assert.equal(codeFrame(source, 20_001, 1), undefined);
});
