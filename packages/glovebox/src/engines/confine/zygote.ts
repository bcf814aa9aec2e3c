/**
 * A process that has loaded an engine and copies itself for each carrier: a copy takes a tenth of the time that a start takes, and
 * shares with the others what none of them has changed.
 *
 * Runs on: launch thread.
 * Trusts: the zygote, which runs our code alone.
 */
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { type KernelLimits, setKernelLimits } from './kernel-limits.ts';
import type { LaunchReport } from './launch-order.ts';
import type { Libc } from './libc.ts';
import { sendWith } from './pass-descriptors.ts';
import { type Pair, socketPairs } from './socket-pairs.ts';
import { type Command, startProcess } from './start-process.ts';
import { isZygote, lines, type ZygoteOrder, type ZygoteReport } from './zygote-order.ts';

/** Threads of V8's own do not survive a copy, so there must be nothing for them to do. */
const flags = ['--single-threaded', '--v8-pool-size=0', '--wasm-sync-tier-up'];
/** A day of processor time, and a descriptor for each copy. */
const limits: KernelLimits = { dataBytes: null, cpuSeconds: 86_400, descriptors: 4_096 };
/** How long it waits for the next order after the last of its copies has ended. */
const lingerMs = 8_000;
/** As much of a dying zygote's last words as is kept. */
const stderrBytes = 4_096;

/** What becomes of a copy. */
export interface CopyHost {
	onCopied(pid: number): void;
	onEnded(report: Extract<LaunchReport, { readonly type: 'ended' | 'failed' }>): void;
}

export class Zygote {
	/** Whose process it is, and so are its copies. */
	readonly user: string;
	readonly #libc: Libc;
	readonly #orders: number;
	readonly #child: ChildProcess;
	readonly #input: Socket;
	readonly #copies = new Map<number, { readonly host: CopyHost; isCopied: boolean }>();
	#words = '';
	#lingering: NodeJS.Timeout | undefined;
	#isRetired = false;
	#over = false;
	readonly #onEnd: () => void;

	/** `onEnd` is called when it is of no more use. Throws where it cannot be started. */
	constructor(libc: Libc, command: Command, user: string, onEnd: () => void) {
		this.user = user;
		this.#onEnd = onEnd;
		this.#libc = libc;
		const pairs = socketPairs(libc, 5);
		const [input, stderr, output, lifeLine, orders] = pairs.map(({ mine }) => mine) as [number, number, number, number, number];
		this.#orders = orders;
		const child = startProcess({ ...command, args: [...flags, ...command.args, isZygote] }, pairs);
		this.#child = child;
		for (const fd of [lifeLine, ...pairs.map(({ theirs }) => theirs)]) closeSync(fd);
		child.once('error', ({ message }) => this.#end(message));
		child.once('exit', () => this.#end(`a process to be copied ended: ${this.#words}`));
		if (child.pid !== undefined) setKernelLimits(libc, limits, child.pid);
		this.#input = new Socket({ fd: input, readable: false, writable: true }).on('error', () => undefined);
		this.#listen(stderr, output);
	}

	/** Says a frame, as a host does to its carrier: first its program, where it has no file to read that from, then `hello`. */
	hear(frame: Uint8Array): void {
		this.#input.write(frame);
	}

	/** `theirs` of the pairs become the copy's ends of its wire, and stay open here. */
	copy(id: number, limits: KernelLimits, pairs: readonly Pair[], host: CopyHost): void {
		const fds = pairs.map(({ theirs }) => theirs);
		clearTimeout(this.#lingering);
		this.#order({ type: 'copy', id, limits }, fds);
		this.#copies.set(id, { host, isCopied: false });
	}

	/** It alone may: the number of a process that has ended is another's as soon as its parent knows of the end. */
	kill(id: number): void {
		if (!this.#copies.has(id)) return;
		try {
			this.#order({ type: 'kill', id });
		} catch {
			// It has ended, and so have its copies, which is about to be told.
		}
	}

	/** It makes no more copies, and ends with the last of them. */
	retire(): void {
		this.#isRetired = true;
		if (this.#copies.size === 0) this.#leave();
	}

	#leave(): void {
		this.#onEnd();
		this.#child.kill('SIGKILL');
	}

	/** Throws where it has ended. */
	#order(order: ZygoteOrder, fds: readonly number[] = []): void {
		if (this.#over) throw new Error('the process to be copied has ended');
		sendWith(this.#libc, this.#orders, `${JSON.stringify(order)}\n`, fds);
	}

	#listen(stderr: number, output: number): void {
		const hear = lines<ZygoteReport>((report) => this.#hear(report));
		const words = (text: string) => {
			if (this.#words.length < stderrBytes) this.#words += text;
		};
		for (const [fd, take] of [
			[stderr, words],
			[output, hear],
		] as const) {
			new Socket({ fd, readable: true, writable: false })
				.setEncoding('utf8')
				.on('data', take)
				.on('error', () => undefined);
		}
	}

	#hear(report: ZygoteReport): void {
		const copy = this.#copies.get(report.id);
		if (copy === undefined) return;
		if (report.type === 'copied') {
			copy.isCopied = true;
			return copy.host.onCopied(report.pid);
		}
		this.#copies.delete(report.id);
		if (this.#copies.size === 0 && !this.#over) this.#lingering = setTimeout(() => this.#leave(), this.#isRetired ? 0 : lingerMs);
		copy.host.onEnded(report);
	}

	/** The kernel ends its copies with it. */
	#end(why: string): void {
		if (this.#over) return;
		this.#over = true;
		clearTimeout(this.#lingering);
		this.#onEnd();
		closeSync(this.#orders);
		for (const [id, { isCopied }] of [...this.#copies]) {
			this.#hear(isCopied ? { type: 'ended', id, code: null, signal: 'SIGKILL' } : { type: 'failed', id, message: why });
		}
	}
}
