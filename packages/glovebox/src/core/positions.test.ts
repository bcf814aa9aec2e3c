import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFrames, translateStack } from './frames.ts';
import { positionsWithPrefix } from './positions.ts';
import { positionAt } from './prepare/source-error.ts';
import { createRealm, evaluate, namespaceOf, programOf } from './prepare/test/evaluate.ts';
import { prepare } from './prepare.ts';
import type { Program } from './program.ts';

/** Each source throws at the mark; the error is found with the mark's line and column in the source as it was given. */
const mark = '/*!*/';

const sources: readonly (readonly [source: string, mode: string, settings?: Partial<Program>])[] = [
	['/*!*/fail()', 'value'],
	['const a = 1;\n\tconst b = /*!*/fail()', 'value'],
	['"é😀漢";\r\n  /*!*/fail()', 'value'],
	['await 1; /*!*/fail()', 'awaiting'],
	['/*!*/fail(await 1)', 'awaiting'],
	['await 1; const a = 2; let b; var c = 3, d; /*!*/fail()', 'awaiting'],
	['await 1; const a = 2; let b = /*!*/fail()', 'awaiting'],
	['await 1; let a; let b; class C {} class D { static x = /*!*/fail() }', 'awaiting'],
	['function f() { /*!*/fail() } let a; class B {} await f()', 'awaiting'],
	['let a; class B {} function f() { /*!*/fail() } await f()', 'awaiting'],
	['let a\nclass B {} function f() {\n\t/*!*/fail()\n} await f()', 'awaiting'],
	['let a; await 1; ({ x: [/*!*/fail()] })', 'awaiting'],
	['await 1\n\nlet z; if (true) { for (const x of [1]) { try { let y; /*!*/fail() } finally {} } }', 'awaiting'],
	['using u = null; await 1; /*!*/fail()', 'awaiting'],
	['await 1; { function g() {} function h() {} /*!*/fail() }', 'awaiting'],
	['/*!*/fail(); return', 'function'],
	['if (true) {\n  return /*!*/fail()\n}', 'function'],
	['return await /*!*/fail()', 'function'],
	['"use strict"; return /*!*/fail()', 'function'],
	['export default /*!*/fail()', 'module'],
	['export const a = 1, b = /*!*/fail()', 'module'],
	['export default () => 1; /*!*/fail()', 'module'],
	['export default function () {} /*!*/fail()', 'module'],
	['export {}; import.meta.url; /*!*/fail()', 'module'],
	['import { a } from "m"; a(a, a); a; ({ a }); /*!*/fail()', 'module'],
	['import {\n  a\n} from "m"; a(a); /*!*/fail()', 'module'],
	['await 1; export default /*!*/fail()', 'module'],
	['#!/bin/node\nexport default /*!*/fail()', 'module'],
	['let x: number = 1; /*!*/fail()', 'value'],
	['type A = {\n  x: "é😀"\n}\nlet x: A | number = 1; /*!*/fail()', 'value'],
	['let x: number = await 1; let y: string; /*!*/fail()', 'awaiting'],
	['function f(x: number): never { return /*!*/fail() }\nreturn f(1)', 'function'],
	['interface I {}\nexport default /*!*/fail() as I', 'module'],
	['enum E { A, B }\nlet x: E = E.A;\n  /*!*/fail()', 'value'],
	['namespace N { export const y = 1 }\n\n  /*!*/fail()', 'value'],
	['class P { constructor(private x: number) {\n /*!*/fail() } }\nnew P(1)', 'value'],
	['enum E { A }\nlet x: E = await 1; let y;\n/*!*/fail()', 'awaiting'],
	['enum E { A }\nlet x: E = E.A;\nreturn [1,\n  /*!*/fail()]', 'function'],
	['/*first line*/ enum E { A } return /*!*/fail()', 'function'],
	['enum E { A }\nexport default class {}\nexport const y: number =\n /*!*/fail()', 'module'],
];

async function stackOf(program: Program, shifts: boolean): Promise<string> {
	const realm = createRealm();
	// `fail` has no frame in the guest's file, so the first frame there is the one that called it.
	evaluate(prepare(programOf('function fail() { throw new Error("failed") }', { filename: 'helper.js' })), realm);
	try {
		const prepared = prepare(program);
		if (prepared.mode === 'module') await namespaceOf(program, realm, { m: 'export const a = () => {}' });
		const value = evaluate(prepared, realm, shifts);
		if (prepared.mode === 'awaiting' || prepared.mode === 'function') await (value as () => unknown)();
	} catch (error) {
		return String((error as Error).stack);
	}
	throw new Error('The program did not throw');
}

for (const [source, mode, settings] of sources) {
	test(`${JSON.stringify(source)}, prepared as ${mode}, throws where it is written`, async () => {
		const program = programOf(source, settings);
		const prepared = prepare(program);
		assert.equal(prepared.mode, mode);
		const { line, column } = positionAt(source, source.indexOf(mark) + mark.length);
		const stack = translateStack(await stackOf(program, true), new Map([['guest.js', prepared.positions]]));
		assert.deepEqual(
			readFrames(stack)
				.slice(0, 1)
				.map((frame) => [frame.file, frame.line, frame.column]),
			[['guest.js', line, column]],
		);
		if (mode === 'module') return;
		const positions = positionsWithPrefix(prepared.positions, prepared.scripts.at(-1)?.columnOffset ?? 0);
		const unshifted = translateStack(await stackOf(program, false), new Map([['guest.js', positions]]));
		assert.equal(unshifted, stack);
	});
}

test('what comes behind the text of the guest has no place in it', () => {
	const { positions } = prepare(programOf('let a = await 1; class B {}\nawait a'));
	assert.equal(positions.original(3, 5), undefined);
	assert.deepEqual(positions.original(1, -3), { line: 1, column: 1 });
});
