/**
 * Starts a carrier thread and holds the host's end of its port.
 *
 * Runs on: host.
 * Trusts: nothing of the thread but that Node ends it. What it posts must be bytes.
 */
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Exit } from '../../core/engine.ts';
import { threadGauge } from './gauge.ts';
import { batch, type HostWire, intake, isThread, ownBytes } from './wire.ts';

/** What a carrier thread is given at its start. */
export interface ThreadData {
	/** Counts what was posted to the thread, so that it can wait for more while it is blocked. */
	readonly posted: Int32Array;
}

// Size: the wire of one thread; its functions share the thread's state.
/** A thread without environment, arguments or streams of the host. `heapBytes` bounds its V8 heap; no engine in WebAssembly needs that. */
export function startThread(file: string, maxFrameBytes: number, heapBytes: number | undefined): HostWire {
	// `for (;;) new Array(1000).fill(1)` would outlive terminate() otherwise (V8 13.6 and 14.6); a flag set here holds in later threads.
	v8.setFlagsFromString('--no-turboshaft-loop-unrolling');
	const posted = new Int32Array(new SharedArrayBuffer(4));
	const worker = new Worker(file, {
		workerData: { posted } satisfies ThreadData,
		argv: [isThread],
		env: {},
		execArgv: [],
		stdin: false,
		// Kept from the host's own and never read: reading would keep the host's process alive, and unread the thread may write only once.
		stdout: true,
		stderr: true,
		...(heapBytes !== undefined && { resourceLimits: { maxOldGenerationSizeMb: Math.ceil(heapBytes / 2 ** 20) } }),
	});
	let over = false;
	const say = batch((frames) => {
		if (over) return;
		const bytes = ownBytes(frames);
		worker.postMessage(bytes, [bytes.buffer]);
		Atomics.add(posted, 0, 1);
		Atomics.notify(posted, 0);
	});
	const wire: HostWire = {
		say,
		onFrames: () => undefined,
		onDeath: () => undefined,
		kill,
		hold,
		pid: () => undefined,
		gauge: threadGauge,
	};

	function kill(): void {
		if (over) return;
		over = true;
		worker.removeAllListeners();
		// Its own errors on the way out concern nobody any more.
		worker.on('error', () => undefined);
		worker.terminate();
		worker.unref();
	}

	function die(exit: Exit): void {
		if (over) return;
		kill();
		wire.onDeath(exit);
	}

	function hold(held: boolean): void {
		if (held) worker.ref();
		else worker.unref();
	}

	worker.on('message', intake(wire, maxFrameBytes, die));
	worker.on('messageerror', () => die({ reason: 'protocol', message: 'the carrier sent something else than bytes' }));
	worker.on('error', (error: Error & { readonly code?: string }) => {
		die({ reason: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crashed', message: error.message });
	});
	worker.on('exit', (code) => die({ reason: 'crashed', message: `exit code ${code}` }));
	return wire;
}
