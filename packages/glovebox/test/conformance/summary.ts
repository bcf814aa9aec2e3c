/** A column in words. */
import type { Column } from './column.ts';
import type { Line } from './line.ts';
import { rows } from './table.ts';

/** How many promises are kept, declared absent, missing and broken, how many were checked twice, and what all that took. */
export function summary(column: Column): string {
	const count = (is: Line['is']) => linesOf(column, is).length;
	const seconds = [...column.values()].reduce((sum, { ms = 0 }) => sum + ms, 0) / 1_000;
	const counts = `${count('kept')} kept, ${count('absent')} absent, ${count('missing')} missing, ${count('broken')} broken`;
	return `${counts}, ${triedAgain(column).length} tried again, ${seconds.toFixed(0)} s`;
}

/** Each promise that was checked twice, and why. */
export function triedAgain(column: Column): string[] {
	return [...column.values()].flatMap(({ index, first }) =>
		first === undefined ? [] : [`${sentence(index)} (${first.split('\n', 1)[0]})`],
	);
}

/** How many promises are declared absent, by reason. */
export function absences(column: Column): string[] {
	const reasons = Map.groupBy(linesOf(column, 'absent'), ({ text }) => text);
	return [...reasons].map(([reason, lines]) => `${lines.length} declared absent: ${reason}`);
}

/** Each broken promise with its error. */
export function failures(column: Column): string[] {
	return linesOf(column, 'broken').map(({ index, text }) => `${sentence(index)}\n${text}`);
}

function linesOf(column: Column, is: Line['is']): Line[] {
	return [...column.values()].filter((line) => line.is === is);
}

function sentence(index: number): string {
	return `${rows[index]?.group}: ${rows[index]?.promised.says}`;
}
