/** What the kernel gives to confine a process: each layer is tried in a child, and nothing of it is left behind. */
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelTrial, type KernelTrial } from './kernel-trial.ts';
import { fails, installBubblewrap, type Layer, optional, tryProgram, works } from './layer.ts';
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
	const namespaces = userNamespaces();
	return [...callLayers(wayToBubblewrap(namespaces)), namespaces, appArmor(namespaces), cgroup()];
}

/** What would make the other confinement work. */
function wayToBubblewrap({ state, remedy }: Layer): string {
	const isMissing = tryProgram('bwrap', ['--version']).missing;
	const steps = [isMissing ? installBubblewrap : undefined, state === 'fails' ? remedy : undefined];
	return steps.filter((step) => step !== undefined).join('; and: ');
}

function callLayers(otherwise: string): Layer[] {
	const or = otherwise === '' ? '' : `; or: ${otherwise}`;
	const newerNode = `Use Node 26 or later${or}`;
	const { ok, output, problem } = tryProgram(process.execPath, ['--experimental-ffi', '--no-warnings', '-e', kernelTrial]);
	if (!ok) {
		const ffi = fails('node:ffi', `does not load (${problem})`, newerNode);
		return [ffi, fails('Landlock', 'cannot be used without node:ffi', newerNode), seccompByName()];
	}
	const trial = JSON.parse(output) as KernelTrial;
	return [works('node:ffi', 'calls the kernel'), landlockLayer(trial, or), seccompLayer(trial)];
}

function landlockLayer({ landlock, file }: KernelTrial, or: string): Layer {
	const remedy = `Boot Linux 5.13 or later with "landlock" in its lsm= list${or}`;
	if (landlock < 1) return fails('Landlock', 'the kernel has it not, or has it off', remedy);
	if (file !== 'EACCES') return fails('Landlock', `version ${landlock}, but a process that took its files away: ${file}`, remedy);
	return works('Landlock', `version ${landlock} of its interface; a process lost its files by it`);
}

const filterRemedy = 'Use a kernel with CONFIG_SECCOMP_FILTER, in a container that allows prctl';

function seccompLayer({ filter, call }: KernelTrial): Layer {
	if (filter === 'unknown') return fails('seccomp', `no calls are known for ${process.arch}`, 'Use a machine of x64 or arm64');
	if (filter !== 'set' || call !== 'refused') return fails('seccomp', `a filter was ${filter}, and its call was ${call}`, filterRemedy);
	return works('seccomp', 'a process lost a call by a filter');
}

/** Where nothing can be tried, bwrap does it, and all there is to see is what the kernel says. */
function seccompByName(): Layer {
	const actions = readSetting('/proc/sys/kernel/seccomp/actions_avail');
	if (actions?.split(' ').includes('errno')) return works('seccomp', 'the kernel names filters that refuse a call');
	return fails('seccomp', 'the kernel names no filters', filterRemedy);
}

function userNamespaces(): Layer {
	const name = 'user namespaces';
	// An AppArmor profile may let bwrap do what it lets no other program do.
	const trials = [
		['bwrap', ['--unshare-user', '--ro-bind', '/', '/', 'true']],
		['unshare', ['--user', '--map-root-user', 'true']],
	] as const;
	for (const [file, args] of trials) {
		const { ok, missing, problem } = tryProgram(file, args);
		if (ok) return works(name, `${file} made one`);
		if (!missing) return fails(name, problem, remedyOfNamespaces());
	}
	return optional(name, 'not tried: neither bwrap nor unshare is here', 'Needed by bubblewrap alone');
}

function remedyOfNamespaces(): string {
	if (readSetting(restriction) === '1') return `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`;
	if (readSetting('/proc/sys/kernel/unprivileged_userns_clone') === '0') return 'sudo sysctl -w kernel.unprivileged_userns_clone=1';
	if (readSetting('/proc/sys/user/max_user_namespaces') === '0') return 'sudo sysctl -w user.max_user_namespaces=15000';
	return 'In a container: start it with --security-opt seccomp=unconfined or a profile that allows unshare, or rely on Landlock';
}

const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

/** Its switch is read; what it comes to, the namespaces have shown. */
function appArmor({ state }: Layer): Layer {
	const value = readSetting(restriction);
	if (value !== '1') return works('AppArmor', value === undefined ? 'restricts no user namespaces here' : 'leaves user namespaces alone');
	if (state === 'works') return works('AppArmor', 'restricts user namespaces, but not those of bwrap');
	return fails('AppArmor', 'restricts user namespaces of ordinary users', `${remedyOfNamespaces()}, or a profile for bwrap`);
}

/** Whether groups of cgroup v2 are ours to make below our own. Nothing here needs it: carriers are watched, and the kernel's rlimits hold. */
function cgroup(): Layer {
	const mount = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(readSetting('/proc/self/mountinfo') ?? '')?.[1];
	const own = /^0::(.*)$/m.exec(readSetting('/proc/self/cgroup') ?? '')?.[1];
	if (mount === undefined || own === undefined) return optional('cgroup', 'no cgroup v2 is mounted; not needed, carriers are watched');
	const remedy = 'systemd-run --user --scope -p Delegate=yes node app.js';
	try {
		return works('cgroup', `a process was put into a group with ${tryGroup(join(mount, own))}; not needed, carriers are watched`);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		return optional('cgroup', `not delegated (${code ?? message}); not needed, carriers are watched`, remedy);
	}
}

/** Makes a group with a limit of memory, and a process in it; gives the group's controllers. Nothing of it is left. */
function tryGroup(parent: string): string {
	const folder = join(parent, `glovebox-doctor-${process.pid}`);
	mkdirSync(folder);
	try {
		const controllers = readSetting(join(folder, 'cgroup.controllers')) ?? '';
		if (!controllers.split(' ').includes('memory')) throw new Error('without memory');
		writeFileSync(join(folder, 'memory.max'), String(2 ** 30));
		const { ok, problem } = tryProgram('/bin/sh', ['-c', 'echo 0 > "$0/cgroup.procs"', folder]);
		if (!ok) throw new Error(problem);
		return controllers.replaceAll(' ', ', ');
	} finally {
		rmdirSync(folder);
	}
}

function readSetting(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8').trim();
	} catch {
		return undefined;
	}
}
