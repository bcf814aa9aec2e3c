/**
 * A process that checks promises of one combination and writes a line for each. Started by {@link file://./column.ts}.
 *
 *   node --conditions=glovebox-source checker.ts <combination> <lanes> <indexes of rows, as JSON>
 *
 * A lane checks one promise after another and shares its sandbox with no other lane.
 */
import { inspect, stripVTControlCharacters } from 'node:util';
import { testerOf } from './check.ts';
import { type Line, lineStart } from './line.ts';
import { rows } from './table.ts';
import { watchForHang } from './watch.ts';

const [combination = '', lanes = '1', indexes = '[]'] = process.argv.slice(2);

await checkAll(JSON.parse(indexes));
// By signal: an exit in good order waits for threads, and one that a guest keeps busy for ever would hold up all that comes after.
process.kill(process.pid, 'SIGKILL');

async function checkAll(all: readonly number[]): Promise<void> {
	const stopWatching = watchForHang();
	const beside = all.filter((index) => !rows[index]?.promised.alone);
	await Promise.all(Array.from({ length: Number(lanes) }, () => checkOneByOne(beside)));
	await checkOneByOne(all.filter((index) => rows[index]?.promised.alone));
	stopWatching();
}

/** Takes indexes off a list until it is empty. */
async function checkOneByOne(indexesLeft: number[]): Promise<void> {
	const tester = testerOf(combination);
	for (let index = indexesLeft.shift(); index !== undefined; index = indexesLeft.shift()) {
		say({ index, is: 'begun' });
		say(await checkRow(tester, index));
	}
	await tester.close();
}

async function checkRow(tester: ReturnType<typeof testerOf>, index: number): Promise<Line> {
	const { promised } = rows[index] ?? assertRow(index);
	const began = performance.now();
	const verdict = await tester.check(promised);
	const ms = Math.round(performance.now() - began);
	if (verdict.is === 'kept') return { index, is: 'kept', ms };
	if (verdict.is === 'absent') return { index, is: 'absent', text: verdict.reason, ms };
	if (promised.todo !== undefined) return { index, is: 'missing', text: promised.todo, ms };
	const { error } = verdict;
	return { index, is: 'broken', text: stripVTControlCharacters(error instanceof Error ? `${error.stack}` : inspect(error)), ms };
}

function assertRow(index: number): never {
	throw new RangeError(`There is no row ${index}`);
}

function say(line: Line): void {
	process.stdout.write(`${lineStart}${JSON.stringify(line)}\n`);
}
