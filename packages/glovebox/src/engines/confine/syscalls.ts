/**
 * The numbers of the system calls that the filters speak of, from Linux's tables for x86-64 and for the generic ABI (arm64).
 *
 * Runs on: host, launch thread and carriers. A table.
 */

/** What a filter must know of an architecture: its place in the table, and the mark that the kernel gives its calls. */
export interface Architecture {
	readonly column: 0 | 1;
	/** `AUDIT_ARCH_*` of linux/audit.h. */
	readonly audit: number;
	/** Calls with this bit set are x32's, whose numbers mean other things. */
	readonly foreignBit: number | undefined;
}

/** By `process.arch`. Both are little-endian. */
export const architectures: ReadonlyMap<string, Architecture> = new Map<string, Architecture>([
	['x64', { column: 0, audit: 0xc000003e, foreignBit: 0x40000000 }],
	['arm64', { column: 1, audit: 0xc00000b7, foreignBit: undefined }],
]);

/** Name, x64, arm64; `none` where an architecture lacks the call. */
const none = -1;
export const syscalls = {
	access: [21, none],
	arch_prctl: [158, none],
	brk: [12, 214],
	capget: [125, 90],
	capset: [126, 91],
	chdir: [80, 49],
	clock_getres: [229, 114],
	clock_gettime: [228, 113],
	clock_nanosleep: [230, 115],
	clone: [56, 220],
	clone3: [435, 435],
	close: [3, 57],
	close_range: [436, 436],
	connect: [42, 203],
	dup: [32, 23],
	dup2: [33, none],
	dup3: [292, 24],
	epoll_create1: [291, 20],
	epoll_ctl: [233, 21],
	epoll_pwait: [281, 22],
	epoll_pwait2: [441, 441],
	epoll_wait: [232, none],
	eventfd2: [290, 19],
	execve: [59, 221],
	execveat: [322, 281],
	exit: [60, 93],
	exit_group: [231, 94],
	faccessat: [269, 48],
	faccessat2: [439, 439],
	fcntl: [72, 25],
	fork: [57, none],
	fstat: [5, 80],
	futex: [202, 98],
	futex_waitv: [449, 449],
	getcpu: [309, 168],
	getcwd: [79, 17],
	getdents64: [217, 61],
	getegid: [108, 177],
	geteuid: [107, 175],
	getgid: [104, 176],
	getgroups: [115, 158],
	getpid: [39, 172],
	getppid: [110, 173],
	getrandom: [318, 278],
	getrlimit: [97, 163],
	getrusage: [98, 165],
	getsockname: [51, 204],
	getsockopt: [55, 209],
	gettid: [186, 178],
	gettimeofday: [96, 169],
	getuid: [102, 174],
	io_uring_enter: [426, 426],
	io_uring_register: [427, 427],
	io_uring_setup: [425, 425],
	ioctl: [16, 29],
	kill: [62, 129],
	landlock_add_rule: [445, 445],
	landlock_create_ruleset: [444, 444],
	landlock_restrict_self: [446, 446],
	lseek: [8, 62],
	lstat: [6, none],
	madvise: [28, 233],
	membarrier: [324, 283],
	mincore: [27, 232],
	mmap: [9, 222],
	mount: [165, 40],
	mprotect: [10, 226],
	mremap: [25, 216],
	munmap: [11, 215],
	nanosleep: [35, 101],
	newfstatat: [262, 79],
	open: [2, none],
	openat: [257, 56],
	openat2: [437, 437],
	pidfd_open: [434, 434],
	pipe2: [293, 59],
	pkey_alloc: [330, 289],
	pkey_free: [331, 290],
	pkey_mprotect: [329, 288],
	poll: [7, none],
	ppoll: [271, 73],
	prctl: [157, 167],
	pread64: [17, 67],
	prlimit64: [302, 261],
	process_vm_readv: [310, 270],
	ptrace: [101, 117],
	read: [0, 63],
	readlink: [89, none],
	readlinkat: [267, 78],
	readv: [19, 65],
	recvmsg: [47, 212],
	restart_syscall: [219, 128],
	rseq: [334, 293],
	rt_sigaction: [13, 134],
	rt_sigpending: [127, 136],
	rt_sigprocmask: [14, 135],
	rt_sigreturn: [15, 139],
	sched_get_priority_max: [146, 125],
	sched_get_priority_min: [147, 126],
	sched_getaffinity: [204, 123],
	sched_getparam: [143, 121],
	sched_getscheduler: [145, 120],
	sched_yield: [24, 124],
	seccomp: [317, 277],
	sendmsg: [46, 211],
	set_robust_list: [273, 99],
	set_tid_address: [218, 96],
	setgid: [106, 144],
	setgroups: [116, 159],
	setregid: [114, 143],
	setresgid: [119, 149],
	setresuid: [117, 147],
	setreuid: [113, 145],
	setrlimit: [160, 164],
	setsid: [112, 157],
	setuid: [105, 146],
	sigaltstack: [131, 132],
	socket: [41, 198],
	socketpair: [53, 199],
	stat: [4, none],
	statfs: [137, 43],
	statx: [332, 291],
	sysinfo: [99, 179],
	tgkill: [234, 131],
	time: [201, none],
	tkill: [200, 130],
	umask: [95, 166],
	uname: [63, 160],
	unshare: [272, 97],
	vfork: [58, none],
	wait4: [61, 260],
	waitid: [247, 95],
	write: [1, 64],
	writev: [20, 66],
} as const satisfies Record<string, readonly [number, number]>;

export type SyscallName = keyof typeof syscalls;

/** The number of a call, `undefined` where the architecture has none of that name. */
export function syscallNumber(name: SyscallName, { column }: Architecture): number | undefined {
	const number = syscalls[name][column];
	return number === none ? undefined : number;
}

/** The architecture of this very process; `undefined` where there is no table for it. */
export function thisArchitecture(): Architecture | undefined {
	return process.platform === 'linux' ? architectures.get(process.arch) : undefined;
}
