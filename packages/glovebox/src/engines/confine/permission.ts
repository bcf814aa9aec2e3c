/**
 * The driver `none`: a process as it is, under Node's permission model.
 *
 * Runs on: host.
 * Trusts: Node. An escaped guest with a way around it has all that the host's user has.
 */
import type { Launch } from './launch.ts';
import { askedInVain, carrierFiles } from './reads.ts';

/** isolated-vm's loader looks whether it is there, and Node throws at the question itself. */
const askedFor = '/etc/alpine-release';

/** What engines cannot do without: beside a guest that blocks its thread another one watches the wire, and isolated-vm is an addon. */
const rightsOfAll: readonly string[] = ['--allow-worker'];
const rights: ReadonlyMap<string, readonly string[]> = new Map([['isolate', ['--allow-worker', '--allow-addons']]]);

/** The command line for it: no writing, no child processes, no network, no foreign functions; reading only what it loads. */
export function permission(engine: string, flags: readonly string[], files: readonly string[]): Launch {
	const readable = [...carrierFiles(files), ...askedInVain(files), askedFor].map((file) => `--allow-fs-read=${file}`);
	const args = ['--permission', '--no-warnings', ...readable, ...(rights.get(engine) ?? rightsOfAll), ...flags, ...files];
	return { file: process.execPath, args, boundary: undefined };
}
