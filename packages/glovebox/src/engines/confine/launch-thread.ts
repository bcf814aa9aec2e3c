/**
 * The host's side of its launch thread: opens it, has it start processes, and hears what becomes of them.
 *
 * Runs on: host.
 * Trusts: the thread, which runs our code alone. Not that it lives: when it ends, the kernel ends what it started.
 */
import { Socket } from 'node:net';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Child, ChildEnd } from '../carrier/child.ts';
import { inheritedDescriptors } from '../carrier/inheritance.ts';
import type { SentProgram } from '../carrier/wire.ts';
import { launchThreadProgram } from '../carrier/program.ts';
import type { KernelLimits } from './kernel-limits.ts';
import type { Launch } from './launch.ts';
import { commandOf, type LaunchOrder, type LaunchReport, type LaunchThreadData, type Reach } from './launch-order.ts';
import { callsKernel } from './node-flags.ts';

/** How long it may take to begin: a busy or emulated machine must not mean a weaker boundary. */
const beginMs = 20_000;
const threads = new Map<string, LaunchThread>();

/** The thread whose processes reach so much: begun where there is none yet, which takes some 30 ms. Throws where it cannot be confined. */
export function launchThread(reach: Reach): LaunchThread {
	const key = JSON.stringify([reach.read, reach.execute]);
	const thread = threads.get(key) ?? new LaunchThread(reach, () => threads.delete(key));
	threads.set(key, thread);
	return thread;
}

/** A process that the thread was asked for. */
interface Started extends Pick<PromiseWithResolvers<Child>, 'resolve' | 'reject'> {
	/** Has it started anew. */
	readonly begin: () => void;
	child: Child | undefined;
}

export class LaunchThread {
	readonly #port: MessagePort;
	readonly #started = new Map<number, Started>();
	#program: SentProgram | undefined;
	#nextId = 1;
	/** How many processes keep the host's alive. */
	#held = 0;

	constructor(reach: Reach, onEnd: () => void) {
		const { port1, port2 } = new MessageChannel();
		const told = new Int32Array(new SharedArrayBuffer(4));
		const worker = beginWorker({ reach, port: port2, told });
		worker.unref();
		const end = () => {
			onEnd();
			for (const id of this.#started.keys()) this.#hear({ type: 'ended', id, code: null, signal: 'SIGKILL' });
		};
		worker.on('error', end).on('exit', end);
		const inTime = Atomics.wait(told, 0, 0, beginMs) !== 'timed-out';
		const first = inTime ? (receiveMessageOnPort(port1)?.message as LaunchReport | undefined) : undefined;
		this.#port = port1;
		this.#port.on('message', (report: LaunchReport) => this.#hear(report)).unref();
		if (first?.type === 'confined') return;
		worker.terminate();
		throw new Error(first?.type === 'refused' ? first.message : `a thread did not begin within ${beginMs} ms`);
	}

	/** With a `hello`, as a copy where there is something to copy. Rejects where the process cannot be started. */
	start(
		{ file, args, environment = {} }: Launch,
		limits: KernelLimits,
		program: string | undefined,
		hello?: () => Uint8Array,
	): Promise<Child> {
		const { promise, resolve, reject } = Promise.withResolvers<Child>();
		const id = this.#nextId++;
		const begin = () => {
			const inherited = inheritedDescriptors();
			this.#order({ type: 'start', id, file, args, environment, limits, inherited, program, hello: hello?.() });
		};
		this.#started.set(id, { resolve, reject, begin, child: undefined });
		this.#hold(1);
		if (hello) this.#order({ type: 'copy', id, command: commandOf({ file, args, environment }), limits });
		else begin();
		return promise;
	}

	#order(order: LaunchOrder): void {
		this.#port.postMessage(order);
	}

	#hear(report: LaunchReport): void {
		if (report.type === 'compiled') this.#program = report;
		if (!('id' in report)) return;
		const started = this.#started.get(report.id);
		if (started === undefined) return;
		if (report.type === 'unknown') return started.begin();
		if (report.type === 'started') {
			started.child = this.#childOf(report);
			return started.resolve(started.child);
		}
		this.#started.delete(report.id);
		const { child, reject } = started;
		if (child === undefined) this.#hold(-1);
		if (report.type === 'failed') reject(new Error(report.message));
		else if (child === undefined) reject(new Error('the thread that started it has ended'));
		else child.onEnd(report);
	}

	#childOf({ id, isCopy, pid, ends }: Extract<LaunchReport, { type: 'started' }>): Child {
		const sockets = {
			input: new Socket({ fd: ends.input, readable: false, writable: true }),
			stderr: new Socket({ fd: ends.stderr, readable: true, writable: false }),
			output: new Socket({ fd: ends.output, readable: true, writable: false }),
			lifeLine: new Socket({ fd: ends.lifeLine, readable: false, writable: true }),
		};
		let isHeld = true;
		const hold = (held: boolean) => {
			if (held !== isHeld) this.#hold(held ? 1 : -1);
			isHeld = held;
		};
		const program = isCopy ? undefined : this.#program;
		return { pid, sockets, program, isCopy, kill: () => this.#order({ type: 'kill', id }), hold, onEnd: (_: ChildEnd) => undefined };
	}

	#hold(change: 1 | -1): void {
		this.#held += change;
		if (this.#held > 0) this.#port.ref();
		else this.#port.unref();
	}
}

function beginWorker(data: LaunchThreadData): Worker {
	return new Worker(launchThreadProgram(), {
		workerData: data,
		transferList: [data.port],
		execArgv: [...callsKernel],
		argv: [],
		env: {},
		// Kept from the host's own, and never read.
		stdout: true,
		stderr: true,
		name: 'glovebox launch thread',
	});
}
