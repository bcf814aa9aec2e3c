/** What the kernel gives to confine a process: each layer is tried in a child, and nothing of it is left behind. */
import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { fails, type Layer, optional, tryProgram, works } from './layer.ts';
import { mayStartProcesses } from './machine.ts';

/** Every layer of Linux that a confined carrier stands on; elsewhere the one sentence that it is missing. */
export function kernelLayers(): Layer[] {
	if (process.platform !== 'linux') {
		return [
			fails('confinement', `${process.platform} has none that Glovebox drives`, 'Run on Linux: a container or a virtual machine will do'),
		];
	}
	if (!mayStartProcesses())
		return [fails('confinement', 'cannot be tried: this process may not start others', 'Start Node with --allow-child-process too')];
	return [...callLayers(), userNamespaces(), appArmor(), cgroup()];
}

/** Asks the kernel for the version of Landlock, and whether it knows seccomp (`prctl(PR_GET_SECCOMP)` fails where it does not). */
const question = `
const { dlopen } = require('node:ffi');
const { functions } = dlopen(null, {
	syscall: { return: 'i64', arguments: ['i64', 'u64', 'u64', 'u64'] },
	prctl: { return: 'i32', arguments: ['i32', 'u64', 'u64', 'u64', 'u64'] },
});
const landlock = Number(functions.syscall(444n, 0n, 0n, 1n));
console.log(JSON.stringify({ landlock, seccomp: functions.prctl(21, 0n, 0n, 0n, 0n) }));
`;

const newerNode = 'Use Node 26 or later; or: sudo apt-get install bubblewrap';

function callLayers(): Layer[] {
	const { ok, output, problem } = tryProgram(process.execPath, ['--experimental-ffi', '--no-warnings', '-e', question]);
	const filters = readSetting('/proc/sys/kernel/seccomp/actions_avail');
	if (!ok) {
		const ffi = fails('node:ffi', `does not load (${problem})`, newerNode);
		return [ffi, fails('Landlock', 'cannot be used without node:ffi', newerNode), seccompByName(filters)];
	}
	const { landlock, seccomp } = JSON.parse(output) as { landlock: number; seccomp: number };
	return [works('node:ffi', 'calls the kernel'), landlockLayer(landlock), seccompLayer(seccomp, filters)];
}

function landlockLayer(version: number): Layer {
	if (version >= 1) return works('Landlock', `version ${version} of its interface`);
	return fails(
		'Landlock',
		'the kernel has it not, or has it off',
		'Boot Linux 5.13 or later with "landlock" in its lsm= list; or: sudo apt-get install bubblewrap',
	);
}

function seccompLayer(mode: number, filters: string | undefined): Layer {
	if (mode < 0) return fails('seccomp', 'the kernel was built without it', 'Use a kernel with CONFIG_SECCOMP_FILTER');
	return seccompByName(filters);
}

function seccompByName(actions: string | undefined): Layer {
	if (actions?.split(' ').includes('errno')) return works('seccomp', 'a filter can refuse a call');
	return fails('seccomp', 'the kernel names no filters', 'Use a kernel with CONFIG_SECCOMP_FILTER');
}

function userNamespaces(): Layer {
	const name = 'user namespaces';
	const trials = [
		['unshare', ['--user', '--map-root-user', 'true']],
		['bwrap', ['--unshare-user', '--ro-bind', '/', '/', 'true']],
	] as const;
	for (const [file, args] of trials) {
		const { ok, missing, problem } = tryProgram(file, args);
		if (ok) return works(name, `${file} made one`);
		if (!missing) return fails(name, problem, remedyOfNamespaces());
	}
	return optional(name, 'not tried: neither unshare nor bwrap is here', 'Needed by bubblewrap alone');
}

function remedyOfNamespaces(): string {
	if (readSetting(restriction) === '1') return `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`;
	if (readSetting('/proc/sys/kernel/unprivileged_userns_clone') === '0') return 'sudo sysctl -w kernel.unprivileged_userns_clone=1';
	if (readSetting('/proc/sys/user/max_user_namespaces') === '0') return 'sudo sysctl -w user.max_user_namespaces=15000';
	return 'In a container: start it with --security-opt seccomp=unconfined or a profile that allows unshare, or rely on Landlock';
}

const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

function appArmor(): Layer {
	const value = readSetting(restriction);
	if (value === '1')
		return fails('AppArmor', 'restricts user namespaces of ordinary users', `${remedyOfNamespaces()}, or a profile for bwrap`);
	return works('AppArmor', value === undefined ? 'restricts no user namespaces here' : 'its restriction of user namespaces is off');
}

/** Whether a folder of cgroup v2 is ours to make groups in. Nothing here needs it: carriers are watched, and the kernel's rlimits hold. */
function cgroup(): Layer {
	const mount = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(readSetting('/proc/self/mountinfo') ?? '')?.[1];
	const own = /^0::(.*)$/m.exec(readSetting('/proc/self/cgroup') ?? '')?.[1];
	const remedy = 'systemd-run --user --scope -p Delegate=yes node app.js';
	if (mount === undefined || own === undefined) return optional('cgroup', 'no cgroup v2 is mounted; not needed, carriers are watched');
	const folder = join(mount, own, `glovebox-doctor-${process.pid}`);
	try {
		mkdirSync(folder);
		const controllers = readSetting(join(folder, 'cgroup.controllers')) ?? '';
		rmdirSync(folder);
		if (controllers.split(' ').includes('memory'))
			return works('cgroup', `delegated, with ${controllers.replaceAll(' ', ', ')}; not needed, carriers are watched`);
		return optional('cgroup', 'delegated without memory; not needed, carriers are watched', remedy);
	} catch (error) {
		const { code = 'failed' } = error as NodeJS.ErrnoException;
		return optional('cgroup', `not delegated (${code}); not needed, carriers are watched`, remedy);
	}
}

function readSetting(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8').trim();
	} catch {
		return undefined;
	}
}
