/**
 * Which system calls a confined carrier has: when it is started, while the engine loads, and from before the first guest byte on.
 *
 * Runs on: host, launch thread and carriers.
 * Trusts: the kernel. All are lists of what is let through; the rest is `EPERM`, for the engine's threads to come as well.
 */
import { type Condition, type Policy, refuse } from './bpf.ts';
import type { SyscallName } from './syscalls.ts';

const anyBits = 0xffffffff;
const notThere = { errno: 38 } as const;

/** CLONE_THREAD without any of CLONE_NEW*: another thread of this process, and nothing else. */
const threadOnly: Condition = { argument: 0, mask: 0x7e030000, values: [0x00010000] };
/** A thread or a process, without any of CLONE_NEW*. */
const ownNamespaces: Condition = { argument: 0, mask: 0x7e020000, values: [0] };
/** F_GETFD, F_SETFD, F_GETFL, F_SETFL. Not F_SETOWN, which sends signals, nor F_DUPFD. */
const descriptorFlags: Condition = { argument: 1, mask: anyBits, values: [1, 2, 3, 4] };
/** FIONBIO, FIONCLEX, FIOCLEX. */
const descriptorModes: Condition = { argument: 1, mask: anyBits, values: [0x5421, 0x5450, 0x5451] };
/** PR_SET_NAME, PR_SET_VMA. */
const ownNames: Condition = { argument: 0, mask: anyBits, values: [15, 0x53564d41] };
/** And PR_GET_DUMPABLE, PR_SET_DUMPABLE, PR_GET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS. */
const ownState: Condition = { ...ownNames, values: [...ownNames.values, 3, 4, 21, 38, 39] };
/** All advice but MADV_DONTFORK, by which V8 keeps its heap out of copies of the process. */
const adviceThatCopies: Condition = {
	argument: 2,
	mask: anyBits,
	values: Array.from({ length: 26 }, (_, advice) => advice).filter((advice) => advice !== 10),
};
/** PR_SET_PDEATHSIG. */
const setParentDeathSignal = 1;
/** Process 0 is the caller. */
const ownLimits: Condition = { argument: 0, mask: anyBits, values: [0] };

/** What V8, libuv and the C library go on using: memory, threads, time, and descriptors that are open already. */
const computing = [
	...['brk', 'mmap', 'mprotect', 'mremap', 'munmap', 'madvise', 'membarrier', 'mincore', 'pkey_alloc', 'pkey_free', 'pkey_mprotect'],
	...['exit', 'exit_group', 'futex', 'futex_waitv', 'getcpu', 'getpid', 'getppid', 'gettid', 'restart_syscall', 'rseq', 'set_robust_list'],
	...['sched_get_priority_max', 'sched_get_priority_min', 'sched_getaffinity', 'sched_getparam', 'sched_getscheduler', 'sched_yield'],
	...['rt_sigaction', 'rt_sigpending', 'rt_sigprocmask', 'rt_sigreturn', 'sigaltstack'],
	...['clock_getres', 'clock_gettime', 'clock_nanosleep', 'gettimeofday', 'nanosleep', 'time'],
	...['getrandom', 'getrusage', 'sysinfo', 'uname'],
	// A thread that a guest of nodeVm starts asks for it; it is / in every carrier.
	'getcwd',
	...['close', 'fstat', 'lseek', 'poll', 'ppoll', 'pread64', 'read', 'readv', 'write', 'writev'],
	...['epoll_create1', 'epoll_ctl', 'epoll_pwait', 'epoll_pwait2', 'epoll_wait', 'eventfd2', 'pipe2'],
] as const satisfies SyscallName[];

/** What a program needs to be loaded, besides. Which files it may open is Landlock's or the mount namespace's to say. */
const loading = [
	...['access', 'faccessat', 'faccessat2', 'getdents64', 'lstat', 'newfstatat', 'open', 'openat', 'readlink', 'readlinkat'],
	...['stat', 'statfs', 'statx', 'execve', 'arch_prctl', 'set_tid_address', 'close_range', 'dup', 'dup2', 'dup3'],
	...['getegid', 'geteuid', 'getgid', 'getrlimit', 'getsockname', 'getsockopt', 'getuid', 'capget', 'umask'],
	// Installing a filter can only take away.
	...['seccomp'],
	// Bubblewrap waits for its child under the same filter.
	...['wait4', 'waitid'],
] as const satisfies SyscallName[];

/** What a thread that starts processes needs, besides; and where the host changes its user, each of its threads has to follow. */
const starting = [
	...['chdir', 'fork', 'getgroups', 'io_uring_enter', 'setsid', 'socketpair', 'vfork'],
	// A zygote is told what to copy itself for.
	...['pidfd_open', 'recvmsg', 'sendmsg'],
	// These can only take away.
	...['landlock_create_ruleset', 'landlock_restrict_self'],
	...['setgid', 'setgroups', 'setregid', 'setresgid', 'setresuid', 'setreuid', 'setuid'],
] as const satisfies SyscallName[];

/** Calls whose absence their callers can deal with: the C library falls back from clone3, whose flags no filter can read, to clone. */
const absent = ['clone3', 'io_uring_enter', 'io_uring_register', 'io_uring_setup'] as const satisfies SyscallName[];

/**
 * For a thread of the host that starts carriers, and for those until they take more away themselves: no sockets but connected pairs, no
 * other namespaces, and no rings of calls, which no filter sees. The thread's own ring is there already.
 */
export function launchingPolicy(): Policy {
	return {
		rules: [
			[['madvise'], adviceThatCopies],
			[[...computing, ...loading, ...starting, 'fcntl', 'kill', 'prlimit64', 'tgkill'], 'allow'],
			[['clone'], ownNamespaces],
			[['prctl'], { ...ownState, values: [...ownState.values, setParentDeathSignal] }],
			[['ioctl'], descriptorModes],
			[['clone3', 'io_uring_register', 'io_uring_setup'], notThere],
		],
		otherwise: refuse,
	};
}

/** For a carrier before it loads anything. `pid` is its number where it runs: the only process it may signal. */
export function loadingPolicy(pid: number): Policy {
	return {
		rules: [[computing, 'allow'], [loading, 'allow'], [['prlimit64'], ownLimits], [['prctl'], ownState], ...common(pid)],
		otherwise: refuse,
	};
}

/** For the carrier to put on itself before a guest comes: no files, no programs, no descriptors but those it holds. */
export function sealedPolicy(pid: number): Policy {
	return { rules: [[computing, 'allow'], [['prctl'], ownNames], ...common(pid)], otherwise: refuse };
}

function common(pid: number): Policy['rules'] {
	const ownProcess: Condition = { argument: 0, mask: anyBits, values: [pid] };
	return [
		[['clone'], threadOnly],
		[['kill', 'tgkill'], ownProcess],
		[['fcntl'], descriptorFlags],
		[['ioctl'], descriptorModes],
		[absent, notThere],
	];
}
