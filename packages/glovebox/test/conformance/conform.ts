/** A combination as a test. The promises are checked in other processes: test runner and guests stay out of each other's way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkColumn } from './column.ts';
import { absences, failures, summary, triedAgain } from './summary.ts';
import { rows } from './table.ts';

/** Holds a combination to the whole table. What it declares absent, and what was tried twice, is printed. */
export function conform(combination: string): void {
	test(`${combination} keeps every promise that it does not declare absent`, async (t) => {
		const column = await checkColumn(combination, [...rows.keys()]);
		t.diagnostic(`${combination}: ${summary(column)}`);
		for (const text of absences(column)) t.diagnostic(text);
		for (const text of triedAgain(column)) t.diagnostic(`tried again alone: ${text}`);
		assert.equal(column.size, rows.length);
		assert.equal(failures(column).join('\n\n'), '');
	});
}
