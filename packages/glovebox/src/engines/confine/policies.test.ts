import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { moreSyscalls } from '../../../test/wall/attempts.ts';
import { simulate } from '../../../test/wall/simulate.ts';
import { assemble } from './bpf.ts';
import { launchingPolicy, loadingPolicy, sealedPolicy } from './policies.ts';
import { architectures, type SyscallName, syscallNumber, syscalls } from './syscalls.ts';

const pid = 4_711;
/** What no carrier ever has. Most are in no rule: what is not named is refused. */
const never: readonly SyscallName[] = [
	...(['socket', 'socketpair', 'connect', 'ptrace', 'process_vm_readv', 'unshare', 'mount', 'fork', 'vfork', 'execveat'] as const),
	...(['openat2', 'tkill', 'capset', 'setrlimit', 'landlock_create_ruleset', 'landlock_add_rule', 'landlock_restrict_self'] as const),
	...(['sendmsg', 'recvmsg', 'pidfd_open'] as const),
];
/** What is needed to load, and gone afterwards. */
const onlyLoading: readonly SyscallName[] = [
	'open',
	'openat',
	'execve',
	'stat',
	'newfstatat',
	'statx',
	'readlink',
	'getdents64',
	'seccomp',
	'wait4',
];
const always: readonly SyscallName[] = [
	'read',
	'write',
	'mmap',
	'munmap',
	'futex',
	'exit_group',
	'epoll_pwait',
	'getrandom',
	'rt_sigreturn',
];

for (const [name, architecture] of architectures) {
	const launching = assemble(launchingPolicy(), architecture);
	const loading = assemble(loadingPolicy(pid), architecture);
	const sealed = assemble(sealedPolicy(pid), architecture);
	const run = (filter: Uint8Array, call: SyscallName, ...args: readonly number[]) =>
		simulate(filter, { number: syscallNumber(call, architecture) ?? 100_000, audit: architecture.audit, args });
	const known = (calls: readonly SyscallName[]) => calls.filter((call) => syscallNumber(call, architecture) !== undefined);

	test(`on ${name}, a carrier has files while it loads, and none once it is sealed`, () => {
		for (const call of known(onlyLoading)) assert.deepEqual([call, run(loading, call), run(sealed, call)], [call, 'allow', 'error 1']);
		for (const call of known(always)) assert.deepEqual([call, run(loading, call), run(sealed, call)], [call, 'allow', 'allow']);
		for (const call of known(never)) assert.deepEqual([call, run(loading, call), run(sealed, call)], [call, 'error 1', 'error 1']);
		for (const [call, row] of Object.entries(moreSyscalls)) {
			const number = row[architecture.column];
			const sample = { number, audit: architecture.audit, args: [] };
			if (number >= 0) assert.deepEqual([call, simulate(loading, sample), simulate(sealed, sample)], [call, 'error 1', 'error 1']);
		}
	});

	test(`on ${name}, what starts a carrier has processes, but no sockets of its own, namespaces, rings of calls, or looks into others`, () => {
		for (const call of known(['execve', 'socketpair', 'setuid', 'setsid', 'kill', 'prlimit64', 'fork', 'openat']))
			assert.deepEqual([call, run(launching, call)], [call, 'allow']);
		for (const call of known(['socket', 'connect', 'ptrace', 'process_vm_readv', 'unshare', 'mount', 'execveat', 'landlock_add_rule']))
			assert.deepEqual([call, run(launching, call)], [call, 'error 1']);
		assert.deepEqual([run(launching, 'io_uring_setup'), run(launching, 'clone3')], ['error 38', 'error 38']);
		// A process, a thread, and one in another user namespace.
		assert.deepEqual(
			[run(launching, 'clone', 17), run(launching, 'clone', 0x3d0f00), run(launching, 'clone', 0x10000011)],
			['allow', 'allow', 'error 1'],
		);
	});

	test(`on ${name}, what starts a carrier may copy itself with all its memory, and pass descriptors on`, () => {
		for (const call of ['sendmsg', 'recvmsg', 'pidfd_open', 'wait4', 'dup3', 'ppoll'] as const)
			assert.deepEqual([call, run(launching, call)], [call, 'allow']);
		// MADV_DONTNEED, MADV_DONTFORK, MADV_DOFORK, MADV_HUGEPAGE.
		const advice = [4, 10, 11, 14].map((one) => [run(launching, 'madvise', 0, 0, one), run(sealed, 'madvise', 0, 0, one)]);
		assert.deepEqual(advice, [
			['allow', 'allow'],
			['error 1', 'allow'],
			['allow', 'allow'],
			['allow', 'allow'],
		]);
	});

	test(`on ${name}, a carrier signals itself, makes threads, and changes no one's limits but its own, while it loads`, () => {
		for (const filter of [loading, sealed]) {
			assert.deepEqual(
				[run(filter, 'kill', pid), run(filter, 'kill', 1), run(filter, 'kill', 0), run(filter, 'kill', -1)],
				['allow', 'error 1', 'error 1', 'error 1'],
			);
			assert.deepEqual([run(filter, 'tgkill', pid, pid), run(filter, 'tgkill', pid + 1, pid)], ['allow', 'error 1']);
			assert.deepEqual(
				[run(filter, 'clone', 0x3d0f00), run(filter, 'clone', 17), run(filter, 'clone', 0x10010f00)],
				['allow', 'error 1', 'error 1'],
			);
			assert.equal(run(filter, 'clone3'), 'error 38');
			assert.deepEqual([run(filter, 'ioctl', 0, 0x5421), run(filter, 'ioctl', 0, 0x5412)], ['allow', 'error 1']);
			assert.deepEqual([run(filter, 'fcntl', 0, 4), run(filter, 'fcntl', 0, 8)], ['allow', 'error 1']);
		}
		assert.deepEqual(
			[run(loading, 'prlimit64', 0), run(loading, 'prlimit64', 1), run(sealed, 'prlimit64', 0)],
			['allow', 'error 1', 'error 1'],
		);
		assert.deepEqual([run(loading, 'prctl', 4), run(sealed, 'prctl', 4), run(sealed, 'prctl', 15)], ['allow', 'error 1', 'allow']);
	});

	test(`on ${name}, no number stands for two calls`, () => {
		const numbers = Object.keys(syscalls)
			.map((call) => syscallNumber(call as SyscallName, architecture))
			.filter((number) => number !== undefined);
		assert.equal(new Set(numbers).size, numbers.length);
		assert.ok(numbers.every((number) => number >= 0 && number < 470));
	});
}

test('on arm64, the calls that the generic table dropped are absent, and those from 424 on are the same everywhere', () => {
	const dropped = Object.entries(syscalls)
		.filter(([, [, arm64]]) => arm64 < 0)
		.map(([name]) => name);
	assert.deepEqual(dropped.sort(), [
		...['access', 'arch_prctl', 'dup2', 'epoll_wait', 'fork', 'lstat', 'open', 'poll', 'readlink', 'stat', 'time', 'vfork'],
	]);
	for (const [name, [x64, arm64]] of Object.entries(syscalls)) if (x64 >= 424) assert.equal(x64, arm64, name);
});

const headers = { x64: '/usr/include/x86_64-linux-gnu/asm/unistd_64.h', arm64: '/usr/include/asm-generic/unistd.h' } as const;
for (const [name, file] of Object.entries(headers)) {
	const text = read(file);
	test(`the numbers for ${name} are those of this system's headers`, { skip: text === undefined && 'no kernel headers here' }, () => {
		const defined = new Map(
			[...(text ?? '').matchAll(/#define __NR(?:3264)?_(\w+)\s+(\d+)/g)].map(([, call = '', number]) => [call, Number(number)]),
		);
		const column = name === 'x64' ? 0 : 1;
		for (const [call, row] of Object.entries(syscalls)) {
			const headerName = column === 1 && call === 'newfstatat' ? 'fstatat' : call;
			assert.equal(row[column], defined.get(headerName) ?? -1, call);
		}
	});
}

function read(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}
