/** One process of {@link file://./run-files.ts}. */
import { readFileSync, writeSync } from 'node:fs';
import { groundOf } from './grounds.ts';
import { judge } from './judge.ts';
import type { Request, Said } from './run-files.ts';
import { readRuns, type TestRun } from './test-file.ts';

const [file = '', first = '0'] = process.argv.slice(2);
const { suite, side, engine, paths } = JSON.parse(readFileSync(file, 'utf8')) as Request;
// Engines as they are leave a test's rejections to the process.
process.on('unhandledRejection', () => {});
const open = (await groundOf(side, engine))(suite);

for (let at = Number(first); at < paths.length; at++) {
	say({ at });
	for (const run of readRuns(suite, paths[at] as string)) say({ run: `${run.path} ${run.mode}`, why: await verdictOf(run) });
}
process.exit(0);

async function verdictOf(run: TestRun): Promise<string | null> {
	const realm = await open();
	try {
		return (await judge(realm, suite, run))?.slice(0, 300) ?? null;
	} catch (error) {
		return `broken ${String(error)}`;
	} finally {
		realm.close();
	}
}

function say(said: Said): void {
	writeSync(1, `${JSON.stringify(said)}\n`);
}
