/**
 * One column of the table: every promise held against one combination, in processes of its own.
 *
 * Where guests have threads or processes, several promises are checked side by side. One that is broken then, or was under way when
 * its process ended, is checked once more, alone; the column says which.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { engineOf } from './combinations.ts';
import { type Line, lineStart } from './line.ts';

/** What came of each row, by index. */
export type Column = Map<number, Line>;
type OnLine = (line: Line) => void;

const checker = fileURLToPath(new URL('checker.ts', import.meta.url));
/** As much of a process's last words as is told. */
const lastWords = 2_000;

/** Holds a combination to the promises with these indexes. `onLine` hears of each as it comes. */
export async function checkColumn(combination: string, indexes: readonly number[], onLine: OnLine = () => undefined): Promise<Column> {
	const column: Column = new Map();
	// A guest in this very thread would hold up the checks beside it.
	const lanes = engineOf(combination).stop === 'asked' ? 1 : availableParallelism() * 2;
	await checkIn(combination, lanes, indexes, column, onLine);
	const again = [...column.values()].filter(({ is }) => is === 'broken');
	for (const { index, text = '' } of again) {
		await checkIn(combination, 1, [index], column, onLine);
		const line = column.get(index);
		if (line) column.set(index, { ...line, first: text });
	}
	return column;
}

/** Starts processes until each index has its line. Whatever was under way when one ended is broken. */
async function checkIn(combination: string, lanes: number, indexes: readonly number[], column: Column, onLine: OnLine): Promise<void> {
	let left = indexes;
	while (left.length > 0) {
		const lines: Column = new Map();
		const stderr = await runChecker(combination, lanes, left, (line) => {
			lines.set(line.index, line);
			onLine(line);
		});
		const text = `the process ended: ${stderr.slice(-lastWords)}`;
		// One that ends before it has begun would be started for ever.
		if (lines.size === 0) lines.set(left[0] as number, { index: left[0] as number, is: 'broken', text });
		for (const line of lines.values()) column.set(line.index, line.is === 'begun' ? { index: line.index, is: 'broken', text } : line);
		left = left.filter((index) => !lines.has(index));
	}
}

/** One process; resolves with what it wrote to stderr. */
function runChecker(combination: string, lanes: number, indexes: readonly number[], onLine: OnLine): Promise<string> {
	const args = ['--conditions=glovebox-source', checker, combination, String(lanes), JSON.stringify(indexes)];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH } });
	let stderr = '';
	child.stderr.on('data', (text) => {
		stderr += text;
	});
	createInterface(child.stdout).on('line', (text) => {
		if (text.startsWith(lineStart)) onLine(JSON.parse(text.slice(lineStart.length)));
	});
	return new Promise((done) => child.on('close', () => done(stderr)));
}
