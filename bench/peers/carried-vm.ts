/** `node:vm` in a thread, in a child process, and in a child process under bubblewrap: one message there and one back for each program. */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { callText, type Peer, type Warm } from './peer.ts';

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
}

export const workerVm = peer('worker + vm', 'a thread', openThread);
export const forkVm = peer('fork + vm', 'a process', openChild);
export const bubblewrapNode: Peer | undefined =
	spawnSync('bwrap', ['--version']).status === 0 ? peer('bubblewrap + node', 'a confined process', openBubblewrap) : undefined;

function peer(name: string, wall: string, open: () => Channel): Peer {
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
		close: () => shared?.end(),
	};
}

function openThread(): Channel {
	const worker = new Worker(threadProgram, { eval: true });
	return {
		ask: async (...job) => {
			worker.postMessage(job);
			return (await once(worker, 'message'))[0];
		},
		end: () => worker.terminate(),
	};
}

function openChild(): Channel {
	const child = fork('data:text/javascript,', { execArgv: ['--eval', processProgram], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
	return {
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

function openBubblewrap(): Channel {
	const child = spawn('bwrap', [...bubblewrapArgs, '--eval', lineProgram], { stdio: ['pipe', 'pipe', 'inherit'] });
	return lines(child);
}

/** A child that answers a line of JSON with a line of JSON. */
export function lines(child: ChildProcess): Channel {
	const waiting: ((line: string) => void)[] = [];
	let text = '';
	child.stdout?.on('data', (chunk: Buffer) => {
		text += chunk;
		const whole = text.split('\n');
		text = whole.pop() ?? '';
		for (const line of whole) waiting.shift()?.(line);
	});
	return {
		ask: async (...job) => {
			const { promise, resolve } = Promise.withResolvers<string>();
			waiting.push(resolve);
			child.stdin?.write(`${JSON.stringify(job)}\n`);
			return (JSON.parse(await promise) as readonly unknown[])[0];
		},
		end: () => child.kill('SIGKILL'),
	};
}
