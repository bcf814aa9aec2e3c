/**
 * What a zygote does once its engine is loaded: it copies itself (`fork`) whenever a carrier is wanted.
 *
 * Runs on: zygote, which never meets a guest; what comes back from here is a carrier like any other.
 * Trusts: the launch thread, which started it and gives the orders.
 */
import { closeSync, fstatSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { descriptors } from '../carrier/wire.ts';
import { setKernelLimits } from './kernel-limits.ts';
import { type Fork, type Libc, openFork, openLibc } from './libc.ts';
import { receiveWith } from './pass-descriptors.ts';
import { lines, ordersDescriptor, type ZygoteOrder, type ZygoteReport } from './zygote-order.ts';

const killSignal = 9;
const withoutWaiting = 1;
const readable = 1;
/** Of `struct pollfd`. */
const pollBytes = 8;
/** Where a carrier has the ends of its wire, in the order in which they are passed. */
const places: readonly number[] = [descriptors.input, 2, descriptors.output, descriptors.lifeLine];
/** Beyond those that Node opens at its start. */
const mostDescriptors = 64;

type CopyOrder = Extract<ZygoteOrder, { type: 'copy' }>;

/** A copy that has not ended, with the descriptor that tells when it has. */
interface Copy {
	readonly pid: number;
	readonly handle: number;
}

/** Begun once all is loaded. */
export class Copier {
	readonly #libc: Libc = openLibc();
	readonly #fork: Fork = openFork();
	/** Node's own descriptors, all of which it has opened by now. */
	readonly #ownDescriptors = Array.from({ length: mostDescriptors }, (_, fd) => fd).filter((fd) => fd > ordersDescriptor && isOpen(fd));
	readonly #copies = new Map<number, Copy>();

	/**
	 * Makes copies as they are ordered, and blocks. Comes back in each copy, with true: its wire is its own, and so are its limits. In the
	 * zygote it never comes back, unless there have been copies and nothing happens for `quietMs`.
	 */
	work(quietMs = Number.POSITIVE_INFINITY): boolean {
		const orders: ZygoteOrder[] = [];
		const read = lines<ZygoteOrder>((order) => orders.push(order));
		for (;;) {
			const ready = this.#wait(this.#copies.size === 0 ? Number.POSITIVE_INFINITY : quietMs);
			if (ready === undefined) return false;
			for (const [id, copy] of [...this.#copies]) if (ready.has(copy.handle)) this.#tellEnd(id, copy);
			if (!ready.has(ordersDescriptor)) continue;
			// The kernel gives no more at once than what came with one set of descriptors.
			const { text, fds } = receiveWith(this.#libc, ordersDescriptor, places.length);
			if (text === '') process.exit();
			read(text);
			for (const order of orders.splice(0)) {
				if (order.type === 'kill') this.#kill(order.id);
				else if (this.#copy(order, fds)) return true;
			}
		}
	}

	/** Says which descriptors can be read. Blocks until one can, or for so long. */
	#wait(ms: number): ReadonlySet<number> | undefined {
		const fds = [ordersDescriptor, ...this.#handles()];
		const polled = Buffer.alloc(pollBytes * fds.length);
		for (const [index, fd] of fds.entries()) {
			polled.writeInt32LE(fd, pollBytes * index);
			polled.writeInt16LE(readable, pollBytes * index + 4);
		}
		// `struct timespec`, none of which means no end.
		const timeout = Buffer.alloc(16);
		if (Number.isFinite(ms)) timeout.writeBigInt64LE(BigInt(ms * 1e6), 8);
		if (this.#libc.call('ppoll', polled, fds.length, Number.isFinite(ms) ? timeout : 0, 0, 0) === 0) return undefined;
		return new Set(fds.filter((_, index) => polled.readInt16LE(pollBytes * index + 6) !== 0));
	}

	#handles(): readonly number[] {
		return Array.from(this.#copies.values(), ({ handle }) => handle);
	}

	/** A process keeps its number until it is waited for, so that no other is killed in its place. */
	#kill(id: number): void {
		const copy = this.#copies.get(id);
		if (copy) this.#libc.call('kill', copy.pid, killSignal);
	}

	#tellEnd(id: number, { pid, handle }: Copy): void {
		const status = Buffer.alloc(4);
		if (this.#libc.call('wait4', pid, status, withoutWaiting, 0) !== pid) return;
		this.#copies.delete(id);
		closeSync(handle);
		const number = status.readUInt8(0) & 0x7f;
		const [signal] = Object.entries(constants.signals).find(([, one]) => one === number) ?? [null];
		tell({ type: 'ended', id, code: number === 0 ? status.readUInt8(1) : null, signal: signal as NodeJS.Signals | null });
	}

	/** True in the copy. */
	#copy({ id, limits }: CopyOrder, fds: readonly number[]): boolean {
		const pid = this.#fork.fork();
		if (pid === 0) {
			this.#takeWire(fds);
			this.#libc.mustCall('setsid');
			setKernelLimits(this.#libc, limits, 0);
			// Node looked its number up once.
			Object.defineProperty(process, 'pid', { value: this.#libc.call('getpid'), enumerable: true });
			return true;
		}
		for (const fd of fds) closeSync(fd);
		const handle = pid < 0 ? pid : this.#libc.call('pidfd_open', pid, 0);
		if (handle < 0) {
			tell({ type: 'failed', id, message: 'the process cannot be copied' });
			if (pid > 0) this.#libc.call('kill', pid, killSignal);
			return false;
		}
		this.#copies.set(id, { pid, handle });
		tell({ type: 'copied', id, pid });
		return false;
	}

	/**
	 * Nothing else is shared with the zygote and its other copies. What is Node's is exchanged for a stand-in before the event loop lets go
	 * of it and opens its own, which may get the same number.
	 */
	#takeWire(fds: readonly number[]): void {
		for (const [index, place] of places.entries()) this.#libc.mustCall('dup3', fds[index] ?? -1, place, 0);
		for (const fd of [...fds, ordersDescriptor, ...this.#handles()]) closeSync(fd);
		for (const fd of this.#ownDescriptors) this.#libc.mustCall('dup3', descriptors.input, fd, 0);
		this.#fork.renewLoop();
		const standIn = fstatSync(descriptors.input).ino;
		for (const fd of this.#ownDescriptors) if (isOpen(fd) && fstatSync(fd).ino === standIn) closeSync(fd);
	}
}

function isOpen(fd: number): boolean {
	try {
		fstatSync(fd);
		return true;
	} catch {
		return false;
	}
}

function tell(report: ZygoteReport): void {
	writeSync(descriptors.output, `${JSON.stringify(report)}\n`);
}
