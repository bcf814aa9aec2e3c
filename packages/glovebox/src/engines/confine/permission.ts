/**
 * The driver `none`: a process as it is, under Node's permission model.
 *
 * Runs on: host.
 * Trusts: Node. An escaped guest with a way around it has all that the host's user has.
 */
import type { Launch } from './launch.ts';
import { carrierFiles } from './reads.ts';

/** isolated-vm's loader looks whether it is there, and Node throws at the question itself. */
const askedFor = '/etc/alpine-release';

/** The command line for it: no writing, no child processes, no network, no foreign functions; reading only what it loads. */
export function permission(flags: readonly string[], program: string): Launch {
	const allowed = [...[...carrierFiles(program), askedFor].map((file) => `--allow-fs-read=${file}`), '--allow-addons', '--allow-worker'];
	return { file: process.execPath, args: ['--permission', '--no-warnings', ...allowed, ...flags, program], boundary: undefined };
}
