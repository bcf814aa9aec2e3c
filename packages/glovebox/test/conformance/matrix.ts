/**
 * Prints the table, promises × engines: ✓ kept, – declared absent, ✗ broken, ○ broken and known to be missing.
 *
 *   node --conditions=glovebox-source matrix.ts [--json] [--broken] [--follow] [--only words] [combination …]
 *
 * `--only` takes promises whose `group: sentence` has these words; `--follow` tells on stderr what is checked, as it comes.
 */
import { parseArgs } from 'node:util';
import { type Column, checkColumn } from './column.ts';
import { combinations } from './combinations.ts';
import type { Line } from './line.ts';
import { summary, triedAgain } from './summary.ts';
import { rows } from './table.ts';

const marks = { begun: '?', kept: '✓', absent: '–', broken: '✗', missing: '○' } as const;
const { values: flags, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		json: { type: 'boolean' },
		broken: { type: 'boolean' },
		follow: { type: 'boolean' },
		only: { type: 'string', default: '' },
	},
});

const wanted = [...rows.keys()].filter((index) => sentenceOf(index).includes(flags.only));
const columns = new Map<string, Column>();
for (const name of positionals.length > 0 ? positionals : combinations.keys()) {
	columns.set(name, await checkColumn(name, wanted, (line) => flags.follow && follow(name, line)));
}
if (flags.json) process.stdout.write(`${JSON.stringify(asJson(), undefined, '\t')}\n`);
else print();
process.exitCode = [...columns.values()].some((column) => [...column.values()].some(({ is }) => is === 'broken')) ? 1 : 0;

function follow(name: string, { index, is, ms }: Line): void {
	if (is !== 'begun') process.stderr.write(`${name} ${marks[is]} ${sentenceOf(index)}, ${ms} ms\n`);
}

function sentenceOf(index: number): string {
	const { group = '', promised } = rows[index] ?? {};
	return `${group}: ${promised?.says}`;
}

function print(): void {
	const names = [...columns.keys()];
	console.log(names.map((name, i) => `${letter(i)} ${name}`).join('\n'));
	let last: string | undefined;
	for (const index of wanted) {
		const lines = names.map((name) => columns.get(name)?.get(index));
		const { group, promised } = rows[index] ?? {};
		if (flags.broken && !lines.some((line) => line?.is === 'broken')) continue;
		if (group !== last) console.log(`\n${group}\n${names.map((_, i) => letter(i)).join(' ')}`);
		last = group;
		console.log(`${lines.map((line) => marks[line?.is ?? 'begun']).join(' ')}  ${promised?.says}`);
		if (flags.broken) printErrors(names, lines);
	}
	console.log('');
	for (const [name, column] of columns) {
		console.log(`${summary(column)}  ${name}`);
		for (const text of triedAgain(column)) console.log(`  tried again alone: ${text}`);
	}
}

function printErrors(names: readonly string[], lines: readonly (Line | undefined)[]): void {
	for (const [i, line] of lines.entries())
		if (line?.is === 'broken') console.log(`      ${names[i]}: ${line.text?.split('\n').slice(0, 30).join('\n        ')}`);
}

function letter(i: number): string {
	return String.fromCodePoint(65 + i);
}

function asJson(): unknown {
	return wanted.map((index) => ({
		group: rows[index]?.group,
		says: rows[index]?.promised.says,
		engines: Object.fromEntries([...columns].map(([name, column]) => [name, column.get(index)])),
	}));
}
