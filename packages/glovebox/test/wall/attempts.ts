/**
 * What a program with all of Node's power tries inside a confined process. Each function goes in as text: it uses nothing but its
 * arguments, and gives what it got hold of, or throws.
 */

/** What an attempt is given inside. */
export interface Tools {
	/** A module of Node's own. */
	// biome-ignore lint/suspicious/noExplicitAny: The modules of Node, by a name that only the text inside knows.
	readonly get: (name: string) => any;
	/** A system call, by name, past all of Node: an error's name, or `done: <result>`. */
	readonly call: (name: string, ...args: readonly (number | Uint8Array)[]) => string;
	readonly text: (value: string) => Uint8Array;
}

/** What the host tells: where its things are. */
export interface Facts {
	readonly hostPid: number;
	/** Another carrier, confined in the same way. */
	readonly siblingPid: number;
	readonly secretFile: string;
	/** What the carrier itself is loaded from. */
	readonly programFile: string;
	readonly repositoryFile: string;
	readonly scratchFolder: string;
	readonly packageFolder: string;
	readonly port: number;
	readonly udpPort: number;
	readonly socketFile: string;
	readonly abstractName: string;
}

type Attempt = (tools: Tools, facts: Facts) => unknown;
export type Attempts = Readonly<Record<string, Attempt>>;

/** System calls that only attempts speak of: x64, arm64. */
export const moreSyscalls = {
	add_key: [248, 217],
	bpf: [321, 280],
	chmod: [90, -1],
	fchmodat: [268, 53],
	keyctl: [250, 219],
	memfd_create: [319, 279],
	move_mount: [429, 429],
	perf_event_open: [298, 241],
	pidfd_open: [434, 434],
	process_vm_writev: [311, 271],
	rt_sigqueueinfo: [129, 138],
	setns: [308, 268],
	setpriority: [141, 140],
	shmget: [29, 194],
	userfaultfd: [323, 282],
} as const;

export const fileAttempts: Attempts = {
	'reads /etc/passwd': ({ get }) => get('node:fs').readFileSync('/etc/passwd', 'utf8'),
	"reads the repository's package.json": ({ get }, { repositoryFile }) => get('node:fs').readFileSync(repositoryFile, 'utf8'),
	'reads a file of the host': ({ get }, { secretFile }) => get('node:fs').readFileSync(secretFile, 'utf8'),
	'lists the root': ({ get }) => get('node:fs').readdirSync('/').join(),
	'lists the folder of the host': ({ get }, { scratchFolder }) => get('node:fs').readdirSync(scratchFolder).join(),
	'lists /proc': ({ get }) => get('node:fs').readdirSync('/proc').join(),
	'reads its own environment from /proc': ({ get }) => get('node:fs').readFileSync('/proc/self/environ', 'latin1'),
	"reads the host's environment": ({ get }, { hostPid }) => get('node:fs').readFileSync(`/proc/${hostPid}/environ`, 'latin1'),
	"reads the host's memory": ({ get }, { hostPid }) => get('node:fs').openSync(`/proc/${hostPid}/mem`),
	"reads the host's memory map": ({ get }, { hostPid }) => get('node:fs').readFileSync(`/proc/${hostPid}/maps`),
	"lists the host's descriptors": ({ get }, { hostPid }) => get('node:fs').readdirSync(`/proc/${hostPid}/fd`).join(),
	'writes its own memory through /proc': ({ get }) => get('node:fs').openSync('/proc/self/mem', 'r+'),
	'makes a file in /tmp': ({ get }) => get('node:fs').writeFileSync('/tmp/glovebox-wall', 'x'),
	'makes a file in the folder of the host': ({ get }, { scratchFolder }) => get('node:fs').writeFileSync(`${scratchFolder}/new`, 'x'),
	'makes a file in the package': ({ get }, { packageFolder }) => get('node:fs').writeFileSync(`${packageFolder}/new`, 'x'),
	'writes to a file of the host': ({ get }, { secretFile }) => get('node:fs').appendFileSync(secretFile, 'x'),
	'writes to Node itself': ({ get }) => get('node:fs').openSync(get('node:process').execPath, 'a'),
	'writes to its own program': ({ get }, { programFile }) => get('node:fs').openSync(programFile, 'r+'),
	'makes a folder': ({ get }, { scratchFolder }) => get('node:fs').mkdirSync(`${scratchFolder}/folder`),
	'makes a link': ({ get }, { scratchFolder }) => get('node:fs').symlinkSync('/', `${scratchFolder}/link`),
	'removes a file of the host': ({ get }, { secretFile }) => get('node:fs').unlinkSync(secretFile),
	'renames a file of the host': ({ get }, { secretFile }) => get('node:fs').renameSync(secretFile, `${secretFile}-moved`),
	'changes the rights of a file': ({ get }, { secretFile }) => get('node:fs').chmodSync(secretFile, 0o777),
	'changes the time of a file': ({ get }, { secretFile }) => get('node:fs').utimesSync(secretFile, 1, 1),
	'cuts a file of the host': ({ get }, { secretFile }) => get('node:fs').truncateSync(secretFile),
	'watches a folder': ({ get }, { scratchFolder }) => get('node:fs').watch(scratchFolder).close(),
	'makes a file in memory': ({ call, text }) => call('memfd_create', text('x'), 0),
};

export const networkAttempts: Attempts = {
	'opens a TCP socket': ({ call }) => call('socket', 2, 1, 0),
	'opens a TCP socket over IPv6': ({ call }) => call('socket', 10, 1, 0),
	'opens a UDP socket': ({ call }) => call('socket', 2, 2, 0),
	'opens a Unix socket': ({ call }) => call('socket', 1, 1, 0),
	'opens a netlink socket': ({ call }) => call('socket', 16, 3, 0),
	'opens a raw socket': ({ call }) => call('socket', 2, 3, 1),
	'opens a pair of sockets': ({ call }) => call('socketpair', 1, 1, 0, new Uint8Array(8)),
	'connects its own wire elsewhere': ({ call }) => call('connect', 3, new Uint8Array(16), 16),
	'connects to a server of the host': ({ get }, { port }) =>
		new Promise((resolve, reject) => get('node:net').connect(port, '127.0.0.1').on('connect', resolve).on('error', reject)),
	'connects to a Unix socket of the host': ({ get }, { socketFile }) =>
		new Promise((resolve, reject) => get('node:net').connect(socketFile).on('connect', resolve).on('error', reject)),
	'connects to an abstract socket of the host': ({ get }, { abstractName }) =>
		new Promise((resolve, reject) => get('node:net').connect(`\0${abstractName}`).on('connect', resolve).on('error', reject)),
	'listens on a port': ({ get }) => new Promise((resolve, reject) => get('node:net').createServer().on('error', reject).listen(0, resolve)),
	'sends a datagram': ({ get }, { udpPort }) =>
		new Promise((resolve, reject) => {
			const socket = get('node:dgram').createSocket('udp4').on('error', reject);
			socket.send('x', udpPort, '127.0.0.1', (error: unknown) => (error ? reject(error) : resolve('sent')));
		}),
	'looks a name up': ({ get }) =>
		new Promise((resolve, reject) =>
			get('node:dns').lookup('example.com', (error: unknown, address: unknown) => (error ? reject(error) : resolve(address))),
		),
	'asks a name server': ({ get }) => {
		const resolver = new (get('node:dns/promises').Resolver)({ timeout: 300, tries: 1 });
		resolver.setServers(['127.0.0.1']);
		return resolver.resolve4('example.com');
	},
};

export const processAttempts: Attempts = {
	'asks whether its parent lives': ({ get }) => get('node:process').kill(get('node:process').ppid, 0),
	'signals the host': ({ get }, { hostPid }) => get('node:process').kill(hostPid, 'SIGUSR2'),
	'signals another carrier': ({ get }, { siblingPid }) => get('node:process').kill(siblingPid, 0),
	"reads another carrier's memory": ({ call }, { siblingPid }) => call('process_vm_readv', siblingPid, 0, 0, 0, 0, 0),
	"reads another carrier's wire": ({ get }, { siblingPid }) => get('node:fs').openSync(`/proc/${siblingPid}/fd/0`),
	'signals process 1': ({ get }) => get('node:process').kill(1, 0),
	'signals every process': ({ get }) => get('node:process').kill(-1, 0),
	'signals its group': ({ get }) => get('node:process').kill(0, 0),
	'signals a thread of the host': ({ call }, { hostPid }) => call('tkill', hostPid, 0),
	'signals the host as a group of threads': ({ call }, { hostPid }) => call('tgkill', hostPid, hostPid, 0),
	'signals the host with a value': ({ call }, { hostPid }) => call('rt_sigqueueinfo', hostPid, 12, new Uint8Array(128)),
	'opens the host as a descriptor': ({ call }, { hostPid }) => call('pidfd_open', hostPid, 0),
	"lowers the host's limits": ({ call }, { hostPid }) => call('prlimit64', hostPid, 7, 0, new Uint8Array(16)),
	"lowers the host's priority": ({ call }, { hostPid }) => call('setpriority', 0, hostPid, 5),
	'traces the host': ({ call }, { hostPid }) => call('ptrace', 16, hostPid, 0, 0),
	'lets itself be traced': ({ call }) => call('ptrace', 0, 0, 0, 0),
	"reads the host's memory by a call": ({ call }, { hostPid }) => call('process_vm_readv', hostPid, 0, 0, 0, 0, 0),
	"writes the host's memory by a call": ({ call }, { hostPid }) => call('process_vm_writev', hostPid, 0, 0, 0, 0, 0),
	'starts a shell': ({ get }) => {
		const { error, status } = get('node:child_process').spawnSync('/bin/sh', ['-c', 'true']);
		if (error) throw error;
		return status;
	},
	'starts Node': ({ get }) => {
		const { error, status } = get('node:child_process').spawnSync(get('node:process').execPath, ['--version']);
		if (error) throw error;
		return status;
	},
	'becomes a shell': ({ call, text }) => call('execve', text('/bin/sh'), new Uint8Array(8), new Uint8Array(8)),
	'becomes a program in memory': ({ call, text }) => call('execveat', 3, text(''), new Uint8Array(8), new Uint8Array(8), 0x1000),
	'forks a hundred times': ({ call }) => {
		// Node's own calls between a call and the reading of errno may leave another error there: what counts is that none is done.
		for (let round = 0; round < 100; round += 1)
			for (const result of [call('fork'), call('vfork'), call('clone', 17)]) if (result.startsWith('done')) return result;
		return 'EPERM';
	},
	'forks by the new call': ({ call }) => call('clone3', new Uint8Array(88), 88),
};

export const kernelAttempts: Attempts = {
	'leaves its namespaces': ({ call }) => call('unshare', 0x10000000),
	'enters namespaces by a clone': ({ call }) => call('clone', 0x10010d00),
	'enters a namespace of the host': ({ call }) => call('setns', 3, 0),
	'mounts a file system': ({ call, text }) => call('mount', text('none'), text('/'), text('tmpfs'), 0, 0),
	'moves a mount': ({ call, text }) => call('move_mount', -100, text('/'), -100, text('/'), 0),
	'loads a program into the kernel': ({ call }) => call('bpf', 0, new Uint8Array(64), 64),
	'uses a keyring': ({ call }) => call('keyctl', 0, -3, 0),
	'adds a key': ({ call, text }) => call('add_key', text('user'), text('x'), text('y'), 1, -3),
	'watches performance counters': ({ call }) => call('perf_event_open', new Uint8Array(128), 0, -1, -1, 0),
	'queues calls in a ring': ({ call }) => call('io_uring_setup', 1, new Uint8Array(120)),
	'handles its own page faults': ({ call }) => call('userfaultfd', 0),
	'shares memory with others': ({ call }) => call('shmget', 0x1234, 4096, 0o1600),
	'raises its own limits': ({ call }) => call('setrlimit', 1, new Uint8Array(16).fill(255)),
};
