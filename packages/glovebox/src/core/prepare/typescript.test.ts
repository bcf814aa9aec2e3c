import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepare } from '../prepare.ts';
import { SourceError } from './source-error.ts';
import { programOf, resultOf } from './test/evaluate.ts';

const values: readonly (readonly [source: string, value: unknown])[] = [
	['let x: number = 1; x', 1],
	['const x = 1 as number; x', 1],
	['function f(a?) { return a } f(2)', 2],
	['interface A { x: number } type B = A; 3', 3],
	['class C { private readonly x: number = 4; declare y: string; get(): number { return this.x } } new C().get()', 4],
	['abstract class D { abstract f(): void; static s = 5 } D.s', 5],
	['const f = <T,>(x: T): T => x; f<number>(6)', 6],
	['let n!: number; n = 7; n!', 7],
	['const s = { a: 8 } satisfies object; s.a', 8],
	['import type { X } from "x"; 9', 9],
	['export type X = 1; export default 10 as number', 10],
	['const x: number = await Promise.resolve(11 as number); x', 11],
	['return 12 as number', 12],
	['const x: number = await 13; return x as number', 13],
	['enum E { A = 14 } E.A', 14],
	['enum E { A, B } E[E.B]', 'B'],
	['const enum E { A = 15 } E.A', 15],
	['namespace N { export const x = 16 } N.x', 16],
	['class P { constructor(readonly x: number) {} } new P(17).x', 17],
	['enum E { A = 18 } return E.A', 18],
	['enum E { A = 19 } await E.A', 19],
	['enum E { A = 20 } export default E.A', 20],
	['let s: string = "é😀漢\\ud800"; s', 'é😀漢\ud800'],
	['let s: string = "\ud800"; s', '\ud800'],
	['\ufefflet s: number = 21; s', 21],
	['var a = 1, b = 2, c = 3; a<b>(c)', false],
];

for (const [source, value] of values) {
	test(`the value of ${JSON.stringify(source)} is ${JSON.stringify(value)}`, async () => {
		assert.deepEqual(await resultOf(programOf(source)), value);
	});
}

test('prepare() takes types out of JavaScript only where it is told that it is TypeScript', () => {
	const source = 'a<b>(c)';
	assert.equal(prepare(programOf(source)).scripts[0]?.code, source);
	assert.equal(prepare(programOf(source, { language: 'js' })).scripts[0]?.code, source);
	assert.equal(prepare(programOf(source, { language: 'ts' })).scripts[0]?.code, 'a   (c)');
});

test('prepare() leaves TypeScript to the engine where it is told that it is JavaScript', () => {
	const source = 'let x: number = 1';
	assert.equal(prepare(programOf(source, { language: 'js' })).scripts[0]?.code, source);
	assert.throws(() => prepare(programOf(`return 1; ${source}`, { language: 'js' })), SourceError);
});

test('a source that breaks the stripper does not break the next one', () => {
	for (let round = 0; round < 3; round++) {
		assert.throws(() => prepare(programOf(`let x: A = ${'!'.repeat(500_000)}${round}`, { language: 'ts' })), {
			message: 'Code is nested too deeply',
		});
		assert.equal(prepare(programOf(`let x: ${round} = ${round}`, { language: 'ts' })).scripts[0]?.code, `let x    = ${round}`);
	}
});
