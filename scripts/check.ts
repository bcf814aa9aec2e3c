/**
 * `npm run check`: what to run before a push. Quick checks of the whole repository and the tests beside the source.
 *
 *   npm run check                 all of it
 *   npm run check -- types lint   these alone
 *   npm run check -- --no-tests   without the tests, for CI, which runs more of them by itself
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './source-files.ts';
import { runSteps, type Step } from './steps.ts';

const source = ['node', '--conditions=glovebox-source'] as const;
const lastLine = /^\d+ /;

const quickSteps: readonly Step[] = [
	{ name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
	{ name: 'guest types', command: ['tsc', '-p', 'packages/glovebox/src/guest/tsconfig.json'] },
	{ name: 'course types', command: ['tsc', '-p', 'course/tsconfig.json'] },
	{ name: 'lint', command: ['biome', 'lint', '--error-on-warnings', '--max-diagnostics=100'] },
	{ name: 'format', command: ['biome', 'format', '--reporter=summary'] },
	{ name: 'layers', command: ['node', 'scripts/check-layers.ts'], shows: lastLine },
	{ name: 'sizes', command: ['node', 'scripts/check-sizes.ts'], shows: lastLine },
	{ name: 'guest', command: ['node', 'scripts/check-guest.ts'], shows: lastLine },
	{ name: 'boundaries', command: [...source, 'scripts/boundaries.ts', '--check'] },
];

/** These start guests, two at a time each, and some wait for deadlines: one after another, or they disturb one another. */
const guestSteps: readonly Step[] = [
	{ name: 'docs', command: [...source, 'scripts/check-docs.ts'], shows: lastLine },
	{ name: 'examples', command: [...source, 'scripts/check-examples.ts'], shows: lastLine },
	{ name: 'course', command: ['node', 'packages/glovebox/bin/glovebox.js', 'learn', 'check'], shows: /^\d+ exercises/ },
	{ name: 'tests', command: ['node', 'scripts/test.ts', '--fast'], shows: /^ℹ (tests|pass|fail|skipped) / },
];

const given = process.argv.slice(2);
const names = given.filter((word) => !word.startsWith('--'));
const steps = [...quickSteps, ...guestSteps];
const unknown = names.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
	console.error(`No check is called ${unknown.join(', ')}; they are ${steps.map(({ name }) => name).join(', ')}.`);
	process.exit(2);
}

const failed = (await runSteps(quickSteps.filter(wanted), 2)) + (await runSteps(guestSteps.filter(wanted), 1));
if (failed > 0) console.error(`${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function wanted({ name, command }: Step): boolean {
	if (names.length > 0) return names.includes(name);
	if (name === 'tests' && given.includes('--no-tests')) return false;
	// A part of the repository that is not there has nothing to check.
	return command.every((word) => !/^(scripts|packages|course)\//.test(word) || existsSync(join(repository, word)));
}
