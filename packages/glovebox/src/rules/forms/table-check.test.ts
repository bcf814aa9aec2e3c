import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GuestError } from '../../index.ts';
import { readSource } from '../source.ts';

/** What is wrong with a table; `undefined` where nothing is. */
function problemOf(csv: string): string | undefined {
	try {
		readSource(csv, 'csv', 'table.csv');
		return undefined;
	} catch (error) {
		assert.ok(error instanceof GuestError);
		return error.message.replace('Cannot use the rules: ', '');
	}
}

type Holds = (fact: unknown) => boolean;
const numeric =
	(compare: (fact: number) => boolean): Holds =>
	(fact) =>
		typeof fact === 'number' && compare(fact);
const textual =
	(compare: (fact: string) => boolean): Holds =>
	(fact) =>
		typeof fact === 'string' && compare(fact);

/** Cells, what they mean, written down a second time, and the kind of the values that they name. */
const cells: readonly (readonly [cell: string, holds: Holds, kind: string])[] = [
	['-', () => true, 'any'],
	['1', (fact) => fact === 1, 'number'],
	['!= 1', (fact) => fact !== 1, 'number'],
	['< 2', numeric((fact) => fact < 2), 'number'],
	['>= 2', numeric((fact) => fact >= 2), 'number'],
	['[1..3)', numeric((fact) => fact >= 1 && fact < 3), 'number'],
	['(1..3]', numeric((fact) => fact > 1 && fact <= 3), 'number'],
	['"not(1, 3)"', (fact) => fact !== 1 && fact !== 3, 'number'],
	['"< 1, > 2"', numeric((fact) => fact < 1 || fact > 2), 'number'],
	['b', (fact) => fact === 'b', 'string'],
	['<= b', textual((fact) => fact <= 'b'), 'string'],
	['> d', textual((fact) => fact > 'd'), 'string'],
	['true', (fact) => fact === true, 'boolean'],
	['null', (fact) => fact === null, 'object'],
];
const facts = [0, 1, 1.5, 2, 2.5, 3, 4, 'a', 'b', 'c', 'd', 'e', true, false, null];

/** The facts that the checks look at: those of a kind that some cell of the column names. */
function looked(column: readonly (typeof cells)[number][]): readonly unknown[] {
	const kinds = new Set(column.map(([, , kind]) => kind));
	const found = facts.filter((fact) => kinds.has(typeof fact));
	return found.length > 0 ? found : [0];
}

/** Numbers that look like chance and are the same in each run. */
function* chance(): Generator<number, never> {
	for (let state = 7; ; state = (state * 48_271) % 2_147_483_647) yield state;
}

describe('checks of a table', () => {
	test('agree with trying every fact, for a thousand tables', () => {
		const numbers = chance();
		const pick = <T>(list: readonly T[]) => list[numbers.next().value % list.length] as T;
		for (let round = 0; round < 1_000; round++) {
			const rows = Array.from({ length: 2 + (numbers.next().value % 3) }, () => [pick(cells), pick(cells)] as const);
			const text = `when a,when b,then c\n${rows.map(([[one], [other]], index) => `${one},${other},${index}`).join('\n')}\n`;
			const [ofA, ofB] = [rows.map(([one]) => one), rows.map(([, other]) => other)].map(looked);
			const counts = (ofA ?? []).flatMap((a) => (ofB ?? []).map((b) => rows.filter(([[, one], [, other]]) => one(a) && other(b)).length));
			const unique = problemOf(`# hit policy: unique\n${text}`);
			assert.equal(unique !== undefined, Math.max(...counts) > 1, `${text}${unique}`);
			const complete = problemOf(`# complete: true\n${text}`);
			assert.equal(complete !== undefined, Math.min(...counts) === 0, `${text}${complete}`);
		}
	});

	test('find what lies between texts that are compared', () => {
		const months = (one: string, other: string) => `when day,then n\n${one},1\n${other},2\n`;
		assert.equal(
			problemOf(`# complete: true\n${months('<= 2026-01-31', '>= 2026-03-01')}`),
			'table.csv:2:1: no row holds for day = "2026-01-31~"',
		);
		assert.equal(
			problemOf(`# hit policy: unique\n${months('> 2026-01-01', '< 2026-02-01')}`),
			'table.csv:4:1: "row 2" overlaps "row 1" where one row alone may hold: day = "2026-01-01~"',
		);
		assert.equal(problemOf(`# hit policy: unique\n# complete: true\n${months('< 2026-01-01', '>= 2026-01-01')}`), undefined);
	});

	test('take no time for the longest table of ranges', { timeout: 20_000 }, () => {
		const rows = Array.from({ length: 20_000 }, (_, index) => `[${index}..${index + 1}),-,${index}`);
		const ends = ['< 0,-,x', '>= 19998,-,y'];
		const table = ['# hit policy: unique', '# complete: true', 'when a,when b,then c', ...rows.slice(0, 19_998), ...ends].join('\n');
		assert.equal(problemOf(table), undefined);
	});

	test('give up on a table that would take too long, and say so', { timeout: 20_000 }, () => {
		const flags = Array.from({ length: 12 }, (_, bit) => bit);
		const rows = Array.from({ length: 2 ** flags.length }, (_, row) => [...flags.map((bit) => (row >> bit) % 2 === 1), row].join(','));
		const head = [...flags.map((bit) => `when f${bit}`), 'then n'].join(',');
		assert.equal(
			problemOf(['# hit policy: unique', head, ...rows].join('\n')),
			'table.csv:2:1: the table has too many rows that are alike to show that one alone holds',
		);
	});

	test('tell of tables without inputs', () => {
		assert.equal(
			problemOf('# hit policy: unique\nthen a\n1\n2\n'),
			'table.csv:4:1: "row 2" overlaps "row 1" where one row alone may hold: any facts',
		);
	});
});
