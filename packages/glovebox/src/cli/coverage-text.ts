/** Coverage of a guest as text: a table for people, lcov for tools. */
import type { FileCoverage } from '../index.ts';

/** One line for each file: how much of it ran, and which lines did not. */
export function coverageTable(files: readonly FileCoverage[]): string {
	const rows = files.map(({ filename, lines, functions }) => [
		filename,
		percent(lines),
		percent(functions),
		ranges(lines.filter(({ count }) => count === 0).map(({ line }) => line)),
	]);
	const all = [['file', 'lines', 'functions', 'not run'], ...rows];
	const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] as string).length)));
	return all
		.map(([file = '', lines = '', functions = '', missing = '']) =>
			`${file.padEnd(widths[0] ?? 0)}  ${lines.padStart(widths[1] ?? 0)}  ${functions.padStart(widths[2] ?? 0)}  ${missing}`.trimEnd(),
		)
		.join('\n')
		.concat('\n');
}

function percent(counted: readonly { readonly count: number }[]): string {
	if (counted.length === 0) return '-';
	return `${Math.floor((100 * counted.filter(({ count }) => count > 0).length) / counted.length)}%`;
}

/** `[1, 2, 3, 7]` → `1-3, 7` */
function ranges(lines: readonly number[]): string {
	const groups: [first: number, last: number][] = [];
	for (const line of lines) {
		const group = groups.at(-1);
		if (group?.[1] === line - 1) group[1] = line;
		else groups.push([line, line]);
	}
	return groups.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}

/** A name that a guest computed may hold lines of its own. */
function oneLine(name: string): string {
	return name.replace(/[\r\n]+/g, ' ');
}

/** The tracefile format of lcov (geninfo). */
export function lcov(files: readonly FileCoverage[]): string {
	const records = files.flatMap(({ filename, lines, functions }) => [
		`SF:${oneLine(filename)}`,
		...functions.map(({ name, line }) => `FN:${line},${oneLine(name)}`),
		...functions.map(({ name, count }) => `FNDA:${count},${oneLine(name)}`),
		`FNF:${functions.length}`,
		`FNH:${functions.filter(({ count }) => count > 0).length}`,
		...lines.map(({ line, count }) => `DA:${line},${count}`),
		`LF:${lines.length}`,
		`LH:${lines.filter(({ count }) => count > 0).length}`,
		'end_of_record',
	]);
	return records.map((record) => `${record}\n`).join('');
}
