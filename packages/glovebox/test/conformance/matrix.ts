/**
 * Prints the table, promises × engines: ✓ kept, – declared absent, ✗ broken, ○ broken and known to be missing.
 *
 *   node --conditions=glovebox-source matrix.ts [--json] [--broken] [--only words] [combination …]
 *
 * `--only` takes promises whose `group: sentence` has these words.
 *
 * Each engine is checked in a process of its own; one that hangs is ended and continued behind the promise that hung.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inspect, parseArgs, stripVTControlCharacters } from 'node:util';
import { testerOf } from './check.ts';
import { combinations } from './combinations.ts';
import type { Promised } from './promise.ts';
import { table } from './table.ts';
import { watchForHang } from './watch.ts';

/** What a child says of one promise. `text` is the reason or the error. */
interface Line {
	readonly index: number;
	readonly is: 'kept' | 'absent' | 'broken' | 'missing';
	readonly text?: string;
	readonly ms?: number;
}

const marks = { kept: '✓', absent: '–', broken: '✗', missing: '○' } as const;
const lineStart = 'conformance ';
const { values: flags, positionals } = parseArgs({
	allowPositionals: true,
	options: { json: { type: 'boolean' }, broken: { type: 'boolean' }, only: { type: 'string', default: '' }, child: { type: 'string' } },
});

const rows = [...table].flatMap(([group, promises]) =>
	promises.filter(({ says }) => `${group}: ${says}`.includes(flags.only)).map((promised) => ({ group, promised })),
);

if (flags.child === undefined) await printMatrix(positionals.length > 0 ? positionals : [...combinations.keys()]);
else await checkFrom(positionals[0] as string, Number(flags.child));

/** Checks every engine and prints what came of it. Exits with 1 if a promise is broken. */
async function printMatrix(names: readonly string[]): Promise<void> {
	const columns = new Map<string, Map<number, Line>>();
	for (const name of names) columns.set(name, await checkInChildren(name));
	if (flags.json) process.stdout.write(`${JSON.stringify(asJson(columns), undefined, '\t')}\n`);
	else print(columns);
	const broken = [...columns.values()].some((column) => [...column.values()].some(({ is }) => is === 'broken'));
	process.exitCode = broken ? 1 : 0;
}

async function checkInChildren(name: string): Promise<Map<number, Line>> {
	const column = new Map<number, Line>();
	let next = 0;
	while (next < rows.length) {
		const stderr = await runChild(name, next, (line) => {
			column.set(line.index, line);
			next = line.index + 1;
		});
		if (next < rows.length) column.set(next, { index: next, is: 'broken', text: `the process ended: ${stderr.slice(-2_000)}` });
		next += 1;
	}
	return column;
}

/** One process that checks from an index on; resolves with what it wrote to stderr. */
function runChild(name: string, from: number, onLine: (line: Line) => void): Promise<string> {
	const child = spawn(
		process.execPath,
		[...process.execArgv, fileURLToPath(import.meta.url), '--child', String(from), '--only', flags.only, name],
		{
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	let stderr = '';
	child.stderr.on('data', (text) => {
		stderr += text;
	});
	createInterface(child.stdout).on('line', (text) => {
		if (text.startsWith(lineStart)) onLine(JSON.parse(text.slice(lineStart.length)));
	});
	return new Promise((done) => child.on('close', () => done(stderr)));
}

/** The child: checks one engine from an index on and writes a line for each promise. */
async function checkFrom(name: string, from: number): Promise<void> {
	const tester = testerOf(name);
	const watch = watchForHang();
	for (const [index, { promised }] of rows.entries()) {
		if (index < from) continue;
		watch.next(promised.says);
		const began = performance.now();
		const line: Line = { index, ...(await verdictOf(tester.check(promised), promised)), ms: Math.round(performance.now() - began) };
		process.stdout.write(`${lineStart}${JSON.stringify(line)}\n`);
	}
	watch.stop();
	await tester.close();
}

async function verdictOf(check: ReturnType<ReturnType<typeof testerOf>['check']>, { todo }: Promised): Promise<Pick<Line, 'is' | 'text'>> {
	const verdict = await check;
	if (verdict.is === 'kept') return { is: 'kept' };
	if (verdict.is === 'absent') return { is: 'absent', text: verdict.reason };
	const text = stripVTControlCharacters(verdict.error instanceof Error ? `${verdict.error.stack}` : inspect(verdict.error));
	return todo === undefined ? { is: 'broken', text } : { is: 'missing', text: todo };
}

function print(columns: ReadonlyMap<string, ReadonlyMap<number, Line>>): void {
	const names = [...columns.keys()];
	console.log(names.map((name, i) => `${String.fromCodePoint(65 + i)} ${name}`).join('\n'));
	let last = '';
	for (const [index, { group, promised }] of rows.entries()) {
		const lines = names.map((name) => columns.get(name)?.get(index));
		if (flags.broken && !lines.some((line) => line?.is === 'broken')) continue;
		if (group !== last) console.log(`\n${group}\n${names.map((_, i) => String.fromCodePoint(65 + i)).join(' ')}`);
		last = group;
		console.log(`${lines.map((line) => (line ? marks[line.is] : '?')).join(' ')}  ${promised.says}`);
		if (flags.broken)
			for (const [i, line] of lines.entries())
				if (line?.is === 'broken') console.log(`      ${names[i]}: ${line.text?.split('\n').slice(0, 30).join('\n        ')}`);
	}
	console.log('');
	for (const [name, column] of columns) console.log(`${summary(column)}  ${name}`);
}

function summary(column: ReadonlyMap<number, Line>): string {
	const lines = [...column.values()];
	const count = (is: Line['is']) => lines.filter((line) => line.is === is).length;
	const seconds = lines.reduce((sum, { ms = 0 }) => sum + ms, 0) / 1_000;
	return `${count('kept')} kept, ${count('absent')} absent, ${count('missing')} missing, ${count('broken')} broken, ${seconds.toFixed(0)} s`;
}

function asJson(columns: ReadonlyMap<string, ReadonlyMap<number, Line>>): unknown {
	return rows.map(({ group, promised }, index) => ({
		group,
		says: promised.says,
		engines: Object.fromEntries([...columns].map(([name, column]) => [name, column.get(index)])),
	}));
}
