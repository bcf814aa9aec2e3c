/** Runs every program in `examples/`, each of which asserts what it shows; `hello.ts` is a guest and is run by the command. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repository, sourceFiles } from './source-files.ts';

const exampleMs = 30_000;
const guests = new Set(['examples/hello.ts']);
const command = join(repository, 'packages', 'glovebox', 'bin', 'glovebox.js');

const paths = sourceFiles(['examples'], ['.ts']);
const failed = paths.filter((path) => !passes(path));
console.log(`${paths.length} examples, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);

function passes(path: string): boolean {
	const args = guests.has(path) ? ['--conditions=glovebox-source', command, 'run', path] : ['--conditions=glovebox-source', path];
	const { status, stdout, stderr } = spawnSync(process.execPath, args, {
		cwd: repository,
		encoding: 'utf8',
		timeout: exampleMs,
		killSignal: 'SIGKILL',
	});
	if (status === 0 && stdout !== '') return true;
	const said = `${stdout}${stderr}`.trimEnd().split('\n').slice(-20).join('\n');
	console.error(`${path}: ended with ${status}\n${said}`);
	return false;
}
