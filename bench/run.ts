/**
 * `npm run bench [name …] [-- --option …]`: runs the benchmarks whose file starts with a name, or all, each in a process of its own.
 * What comes from the first option on is theirs.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const here = import.meta.dirname;
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('--'));
const names = firstOption < 0 ? given : given.slice(0, firstOption);
const files = readdirSync(here).filter(
	(file) => file.endsWith('.bench.ts') && (names.length === 0 || names.some((name) => file.startsWith(name))),
);
if (files.length === 0) {
	process.stderr.write(`No benchmark is named ${names.join(', ')}\n`);
	process.exit(2);
}
for (const file of files) {
	process.stdout.write(`${file}\n`);
	const { status } = spawnSync(process.execPath, ['--conditions=glovebox-source', `${here}/${file}`, ...given.slice(names.length)], {
		stdio: 'inherit',
	});
	if (status !== 0) process.exitCode = 1;
}
