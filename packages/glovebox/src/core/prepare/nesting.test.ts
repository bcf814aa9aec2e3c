import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareChecked } from '../prepare.ts';
import { checkNesting } from './nesting.ts';
import { SourceError } from './source-error.ts';
import { programOf } from './test/evaluate.ts';

const many = 2_000;

const shallow: readonly (readonly [what: string, source: string])[] = [
	['strings', `${'"(" + \'[\' + "\\"{" + '.repeat(many)}""`],
	['templates', `${'`(${`[${1}`}{` + '.repeat(many)}""`],
	['line comments', '// ( [ {\n'.repeat(many)],
	['block comments', '/* ( [ { */'.repeat(many)],
	['regular expressions', 'x = /[(]/; y(/\\(/, /[/(]/);\n'.repeat(many)],
	['regular expressions behind keywords', 'function f() { return /[(]/ }\n'.repeat(many)],
	['divisions', 'x = (1) / (2) / [3][0] / y;\n'.repeat(many)],
	['an unfinished string on a line', '(")\n)'.repeat(many)],
	['blocks', '{ ( [ ] ) }'.repeat(many)],
	['quotes in regular expressions', 'x = /["\'`]/;\n'.repeat(many)],
	['brackets that close without having been opened', ')]}'.repeat(many)],
];

for (const [what, source] of shallow) {
	test(`checkNesting() is not misled by ${what}`, () => {
		assert.doesNotThrow(() => checkNesting(source));
	});
}

test('checkNesting() allows 1 000 levels and refuses the next, with its place', () => {
	assert.doesNotThrow(() => checkNesting(`\n${'['.repeat(1_000)}`));
	for (const open of ['(', '[', '{']) {
		assert.throws(() => checkNesting(`\n${open.repeat(1_001)}`), {
			name: 'SyntaxError',
			message: 'Code is nested too deeply',
			line: 2,
			column: 1_001,
		});
	}
	assert.throws(() => checkNesting('`${'.repeat(1_001)), SourceError);
});

const mebi = 2 ** 20;

/** Texts that are made to keep a parser busy, with the longest that preparing one may take on a slow, shared machine. */
const hostile: readonly (readonly [what: string, source: string, mostMs?: number])[] = [
	['10 million (', '('.repeat(10_000_000)],
	['10 million [', '['.repeat(10_000_000)],
	['10 million {', '{'.repeat(10_000_000)],
	['templates in templates', '`${'.repeat(mebi)],
	['calls in type arguments', 'a<b>('.repeat(mebi / 5)],
	['comparisons or type arguments', 'a<'.repeat(mebi / 2)],
	['a union of types', `type A = ${'B|'.repeat(mebi / 2)}C`],
	['types in types', 'let x: A<'.repeat(mebi / 9)],
	['an unfinished string', `"${'a'.repeat(mebi)}`],
	['an unfinished template', `\`${'a'.repeat(mebi)}`],
	['an unfinished comment', `/*${'a'.repeat(mebi)}`],
	['an unfinished regular expression', `/${'a'.repeat(mebi)}`],
	['unfinished classes', '/[},'.repeat(mebi / 4)],
	['unary operators', `${'!'.repeat(mebi)}x`],
	['arrows', `${'x=>'.repeat(mebi / 3)}x`],
	['awaits', `${'await '.repeat(mebi / 6)}x`],
	['ifs', `${'if(a)'.repeat(mebi / 5)}b`],
	['elses', `${'if(a)b;else '.repeat(mebi / 12)}b`],
	['member accesses behind an await', `await a${'.a'.repeat(mebi / 2)}`, 20_000],
	['backslashes', '\\'.repeat(mebi)],
	['declarations', `await 0;${Array.from({ length: mebi / 16 }, (_, index) => `let v${index};`).join('')}`, 20_000],
	['our own names', `await 0;${Array.from({ length: mebi / 16 }, (_, index) => `$v${index};`).join('')}`, 20_000],
	['900 brackets of TypeScript', `let x: A = ${'('.repeat(900)}1${')'.repeat(900)}`],
];

for (const [what, source, mostMs = 5_000] of hostile) {
	test(`preparing ${what} ends in time, and TypeScript still works`, () => {
		const start = performance.now();
		try {
			prepareChecked(programOf(source));
		} catch (error) {
			assert.ok(error instanceof SourceError, String(error));
		}
		assert.ok(performance.now() - start < mostMs, `it took ${performance.now() - start} ms`);
		// A source that no cache has seen.
		assert.equal(prepareChecked(programOf(`let x: string = ${JSON.stringify(what)}`)).language, 'ts');
	});
}
