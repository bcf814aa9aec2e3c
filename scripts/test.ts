/**
 * `npm test`: runs `*.test.ts` with Node's own test runner, from source.
 *
 *   npm test                    everything but the slow suites
 *   npm test -- --fast          only the tests beside the source
 *   npm test -- --all           the slow suites too, and all of what they otherwise take a sample of
 *   npm test -- codec escapes   files with one of these words in their path, slow or not
 *   npm test -- --test-name-pattern='decodes'   options of the runner are passed on
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existing, repository, sourceFiles } from './source-files.ts';

/** Run by name: `npm test -- conformance escapes`. They start processes by the hundred, or meet their own time limits on a busy machine. */
const slow = /\/test\/(escapes|bombs|package)\//;
const suites = /\/test\//;

const given = process.argv.slice(2);
const runnerOptions = given.filter((word) => word.startsWith('--') && word !== '--fast' && word !== '--all');
const words = given.filter((word) => !word.startsWith('--'));
const files = sourceFiles(existing(['packages', 'scripts', 'examples', 'bench', 'apps', 'course']), ['.test.ts']).filter(wanted);

if (files.length === 0) {
	console.error(`No test file has ${words.map((word) => `"${word}"`).join(' or ')} in its path.`);
	process.exit(1);
}
process.exit(run(files));

function wanted(path: string): boolean {
	if (words.length > 0) return words.some((word) => path.includes(word));
	if (given.includes('--all')) return true;
	return !(given.includes('--fast') ? suites : slow).test(path);
}

function run(paths: readonly string[]): number {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-test-'));
	const unmetFile = join(folder, 'unmet');
	try {
		const reporters = [
			['spec', 'stdout'],
			[join(repository, 'scripts/unmet-reporter.ts'), unmetFile],
		];
		const options = [
			'--conditions=glovebox-source',
			'--test',
			// Guests run in threads and processes of their own: two files at a time keep two cores busy.
			'--test-concurrency=2',
			// For a file as for a test. Each combination of the conformance table is one of some minutes.
			'--test-timeout=600000',
			...reporters.flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]),
			...runnerOptions,
		];
		const env = given.includes('--all') ? { ...process.env, GLOVEBOX_WHOLE: '1' } : process.env;
		const { status } = spawnSync(process.execPath, [...options, ...paths], { cwd: repository, stdio: 'inherit', env });
		const unmet = existsSync(unmetFile) ? readFileSync(unmetFile, 'utf8') : '';
		if (unmet === '' || !process.env.CI) return status ?? 1;
		console.error(`Skipped because something is not installed, which CI does not accept:\n${unmet}`);
		return 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
