/**
 * `npm run test262 -- FOLDER [engine …] [--only words] [--every n]`: files of a checkout of test262 (github.com/tc39/test262), each run on
 * an engine as it is and through Glovebox on that engine. Prints how many pass, and what passes on the engine alone. Exit code 1 where
 * there is such a run that no known cause explains.
 *
 * `--only language/module-code` takes files with this in their path; `--every 10` each tenth of them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engines } from './grounds.ts';
import { causeOf } from './causes.ts';
import { runFiles, type Verdicts } from './run-files.ts';

const { values: flags, positionals } = parseArgs({
	allowPositionals: true,
	options: { only: { type: 'string', default: '' }, every: { type: 'string', default: '1' } },
});
const [suite, ...names] = positionals;
if (suite === undefined) throw new TypeError('The folder of a checkout of test262 is missing');

const paths = listFiles(suite).filter((path) => path.includes(flags.only));
const sample = paths.filter((_, index) => index % Number(flags.every) === 0);
let unexplained = 0;
for (const name of names.length > 0 ? names : engines.keys()) {
	const raw = await runFiles({ suite, side: 'raw', engine: name, paths: sample });
	const ours = await runFiles({ suite, side: 'glovebox', engine: name, paths: sample });
	unexplained += report(suite, name, raw, ours);
}
process.exitCode = unexplained > 0 ? 1 : 0;

function listFiles(folder: string): readonly string[] {
	return ['language', 'built-ins', 'annexB', 'intl402']
		.flatMap((part) => readdirSync(join(folder, 'test', part), { recursive: true, encoding: 'utf8' }).map((file) => join(part, file)))
		.filter((path) => path.endsWith('.js') && !path.includes('_FIXTURE'))
		.sort();
}

/** Returns how many runs are lost without a known cause. */
function report(folder: string, name: string, raw: Verdicts, ours: Verdicts): number {
	const passes = (verdicts: Verdicts): number => [...verdicts.values()].filter((why) => why === null).length;
	console.log(`${name}: ${sample.length} files, ${ours.size} runs; pass on the engine: ${passes(raw)}; through Glovebox: ${passes(ours)}`);
	const lost = [...raw].filter(([run, why]) => why === null && ours.get(run) !== null).map(([run]) => run);
	const byCause = Map.groupBy(lost, (run) => causeOf(readFileSync(join(folder, 'test', run.slice(0, run.lastIndexOf(' '))), 'utf8'), run));
	for (const [cause, runs] of byCause) {
		if (cause !== undefined) console.log(`  ${runs.length} on the engine alone: ${cause}`);
		else for (const run of runs) console.log(`  on the engine alone: ${run}\n    ${ours.get(run) ?? 'not run'}`);
	}
	return byCause.get(undefined)?.length ?? 0;
}
