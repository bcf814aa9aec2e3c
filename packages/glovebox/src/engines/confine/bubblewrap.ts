/**
 * The driver `bubblewrap`: a process in namespaces of its own, with an empty root and no capability, made by `bwrap`.
 *
 * Runs on: host.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { assemble } from './bpf.ts';
import { type KernelLimits, shellWithLimits } from './kernel-limits.ts';
import { type Environment, filterDescriptor, type Launch } from './launch.ts';
import { confinedFlags } from './node-flags.ts';
import { loadingPolicy } from './policies.ts';
import type { Readable } from './ruleset.ts';
import { thisArchitecture } from './syscalls.ts';

const bwrapFile = ['/usr/bin/bwrap', '/usr/local/bin/bwrap', '/bin/bwrap'].find((file) => existsSync(file));
/** The carrier's number in its own namespace, after bwrap's first process. */
const innerPid = 2;
/** Nobody, in a user namespace in which it is the only user. */
const nobody = '65534';
/** Where a system keeps libraries or links to where it keeps them; the path of the dynamic loader is one of these. */
const libraryFolders = ['/lib', '/lib64', '/usr/lib64'];

const namespaces = [
	...['--unshare-all', '--unshare-user', '--uid', nobody, '--gid', nobody, '--hostname', 'carrier'],
	...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--clearenv'],
];

/** The command line for it. Throws where there is no `bwrap` here, or no table of system calls. */
export function bubblewrap(args: readonly string[], readable: Readable, limits: KernelLimits, environment: Environment): Launch {
	const architecture = thisArchitecture();
	if (bwrapFile === undefined) throw new Error('no bwrap is installed');
	if (architecture === undefined) throw new Error(`no system calls are known for ${process.platform} ${process.arch}`);
	const [file, ...shell] = shellWithLimits(limits);
	const root = [...binds(readable), '--dev-bind', '/dev/null', '/dev/null', '--remount-ro', '/', '--chdir', '/'];
	return {
		file,
		args: [
			...shell,
			bwrapFile,
			...namespaces,
			...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
			...root,
			'--seccomp',
			`${filterDescriptor}`,
			'--',
			process.execPath,
			...confinedFlags,
			...args,
		],
		boundary: 'confined-process',
		confined: 'bubblewrap',
		filter: assemble(loadingPolicy(innerPid), architecture),
		findCarrier,
	};
}

/** Nothing but what can be read. Libraries come with their folders, where links have the names that programs ask for. */
function binds({ read, execute, links }: Readable): string[] {
	const libraryLinks = libraryFolders.filter((folder) => isLink(folder));
	const folders = new Set(libraryFolders.filter((folder) => folder !== '/lib' && existsSync(folder) && !libraryLinks.includes(folder)));
	for (const file of execute) if (file !== execute[0]) folders.add(path.dirname(file));
	const real = [...folders, ...execute.slice(0, 1), ...read.filter((file) => existsSync(file) && !file.startsWith('/dev/'))];
	const loaders = loaderLinks('/lib').filter((link) => !folders.has(path.dirname(link)));
	return [
		...real.flatMap((file) => ['--ro-bind', file, file]),
		...[...loaders, ...libraryLinks].flatMap((link) => ['--symlink', readlinkSync(link), link]),
		...links.flatMap((link) => ['--symlink', realpathSync(link), link]),
	];
}

/**
 * The links in a folder to dynamic loaders, by their own paths. Programs name their loader by one: on arm64, of the folder of all libraries,
 * which is not bound as a whole.
 */
export function loaderLinks(folder: string): readonly string[] {
	if (!existsSync(folder)) return [];
	const real = realpathSync(folder);
	const loaders = readdirSync(real).filter((name) => name.startsWith('ld-'));
	return loaders.map((name) => path.join(real, name)).filter(isLink);
}

function isLink(file: string): boolean {
	return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** From bwrap, which waits outside, down to the only process that has no child. */
function findCarrier(pid: number): number | undefined {
	try {
		for (let current = pid; ; ) {
			const [child] = readFileSync(`/proc/${current}/task/${current}/children`, 'latin1').trim().split(' ');
			if (!child) return current === pid ? undefined : current;
			current = Number(child);
		}
	} catch {
		return undefined;
	}
}
