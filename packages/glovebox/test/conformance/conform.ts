/** A combination as a test. The promises are checked in other processes: test runner and guests stay out of each other's way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkColumn } from './column.ts';
import { part } from '../sample.ts';
import { absences, failures, summary, triedAgain } from './summary.ts';
import { rows } from './table.ts';

/**
 * Holds a combination to the table, or to one in so many of its promises, others each day. What it declares absent, and what was
 * tried twice, is printed.
 */
export function conform(combination: string, oneIn = 1): void {
	const indexes = part([...rows.keys()], oneIn);
	test(`${combination} keeps every promise that it does not declare absent, of ${indexes.length} of ${rows.length}`, async (t) => {
		const column = await checkColumn(combination, indexes);
		t.diagnostic(`${combination}: ${summary(column)}`);
		for (const text of absences(column)) t.diagnostic(text);
		for (const text of triedAgain(column)) t.diagnostic(`tried again alone: ${text}`);
		assert.equal(column.size, indexes.length);
		assert.equal(failures(column).join('\n\n'), '');
	});
}
