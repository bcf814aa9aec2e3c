/** `node:vm` in a thread, in a child process, and in a child process under bubblewrap: one message there and one back for each program. */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { callText, type Peer, stopBytes, type Warm } from './peer.ts';

const answering = `
const vm = require('node:vm');
const answer = async ([fresh, source], context) => vm.runInContext(source, fresh ? vm.createContext() : context);
`;
const threadProgram = `${answering}
const { parentPort } = require('node:worker_threads');
const kept = vm.createContext();
parentPort.on('message', async (job) => parentPort.postMessage(await answer(job, kept)));
`;
const processProgram = `${answering}
const kept = vm.createContext();
process.on('message', async (job) => process.send(await answer(job, kept)));
`;
/** Lines of JSON, since bubblewrap passes nothing but the three standard streams. */
const lineProgram = `${answering}
const kept = vm.createContext();
require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
	process.stdout.write(JSON.stringify([await answer(JSON.parse(line), kept)]) + '\\n');
});
`;

/** One program at a time, in order. */
interface Channel {
	ask(fresh: boolean, source: string): Promise<unknown>;
	end(): unknown;
	/** Resolves when the carrier is no more, whoever ended it. */
	readonly ended: Promise<unknown>;
}

/** How a carrier is made: with a heap of this size at most, where V8 is to keep one. */
type Open = (heapMegabytes?: number) => Channel;

export const workerVm = peer('worker + vm', 'a thread', openThread);
export const forkVm = peer('fork + vm', 'a process', openChild);
export const bubblewrapNode: Peer | undefined =
	spawnSync('bwrap', ['--version']).status === 0 ? peer('bubblewrap + node', 'a confined process', openBubblewrap) : undefined;

function peer(name: string, wall: string, open: Open): Peer {
	let shared: Channel | undefined;
	return {
		name,
		wall,
		// A new context in a carrier that is there already: the cheapest fresh realm that can be had this way.
		fresh: (source) => {
			shared ??= open();
			return shared.ask(true, source);
		},
		open: (): Warm => {
			const channel = open();
			return {
				evaluate: (source) => channel.ask(false, source),
				call: (name, ...args) => channel.ask(false, callText(name, args)),
				close: () => channel.end(),
			};
		},
		stop: (source, ms, began) => stopped(open(stopBytes / 2 ** 20), source, ms, began),
		close: () => shared?.end(),
	};
}

/** A program in a carrier of its own, which is ended when the time is up. Its time begins when the carrier answers. */
export async function stopped(channel: Channel, source: string, ms: number, began: () => void): Promise<unknown> {
	const ended = channel.ended.then(() => Promise.reject(new Error('Ended')));
	await Promise.race([channel.ask(true, '0'), ended]);
	began();
	const timer = setTimeout(() => channel.end(), ms);
	try {
		return await Promise.race([channel.ask(true, source), ended]);
	} finally {
		clearTimeout(timer);
		await channel.end();
	}
}

function exitOf(carrier: ChildProcess | Worker): Promise<unknown> {
	return new Promise((resolve) => {
		(carrier as ChildProcess).once('exit', resolve);
	});
}

function openThread(heapMegabytes?: number): Channel {
	const resourceLimits = heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } };
	const worker = new Worker(threadProgram, { eval: true, ...resourceLimits });
	worker.on('error', () => undefined);
	return {
		ended: exitOf(worker),
		ask: async (...job) => {
			worker.postMessage(job);
			return (await once(worker, 'message'))[0];
		},
		end: () => worker.terminate(),
	};
}

function openChild(heapMegabytes?: number): Channel {
	const execArgv = [...heapFlags(heapMegabytes), '--eval', processProgram];
	const child = fork('data:text/javascript,', { execArgv, stdio: ['ignore', 'ignore', heapMegabytes ? 'ignore' : 'inherit', 'ipc'] });
	return {
		ended: exitOf(child),
		ask: async (...job) => {
			child.send(job);
			return (await once(child, 'message'))[0];
		},
		end: () => child.kill('SIGKILL'),
	};
}

/** An empty root with Node and the libraries it needs: no network, no other processes. */
export const bubblewrapArgs: readonly string[] = [
	...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--proc', '/proc', '--dev', '/dev'],
	...['/usr', '/lib', '/lib64'].flatMap((path) => ['--ro-bind-try', path, path]),
	...['--ro-bind', process.execPath, '/node', '/node'],
];

function openBubblewrap(heapMegabytes?: number): Channel {
	const args = [...bubblewrapArgs, ...heapFlags(heapMegabytes), '--eval', lineProgram];
	return lines(spawn('bwrap', args, { stdio: ['pipe', 'pipe', heapMegabytes ? 'ignore' : 'inherit'] }));
}

function heapFlags(megabytes: number | undefined): readonly string[] {
	return megabytes === undefined ? [] : [`--max-old-space-size=${megabytes}`];
}

/** A child that answers a line of JSON with a line of JSON. */
export function lines(child: ChildProcess): Channel {
	const waiting: ((line: string) => void)[] = [];
	let text = '';
	// It may be killed while it is written to.
	child.stdin?.on('error', () => undefined);
	child.stdout?.on('data', (chunk: Buffer) => {
		text += chunk;
		const whole = text.split('\n');
		text = whole.pop() ?? '';
		for (const line of whole) waiting.shift()?.(line);
	});
	return {
		ended: exitOf(child),
		ask: async (...job) => {
			const { promise, resolve } = Promise.withResolvers<string>();
			waiting.push(resolve);
			child.stdin?.write(`${JSON.stringify(job)}\n`);
			return (JSON.parse(await promise) as readonly unknown[])[0];
		},
		end: () => child.kill('SIGKILL'),
	};
}
