/** Ends this process when a guest blocks it: a check's own time limit needs the thread that is blocked. */
import { Worker } from 'node:worker_threads';
import { checkMs } from './check.ts';

/** Watches from another thread until stopped. */
export interface Watch {
	/** Names what is being checked and starts the time anew. */
	next(what: string): void;
	stop(): void;
}

const hangMs = checkMs + 5_000;

// No event can come from a blocked thread, so the watcher asks every so often how long it has been silent.
const watcher = `
	const { workerData, parentPort } = require('node:worker_threads');
	const { writeSync } = require('node:fs');
	let what = 'the start', since = Date.now();
	parentPort.on('message', (text) => { what = text; since = Date.now(); });
	setInterval(() => {
		if (Date.now() - since < workerData) return;
		writeSync(2, 'HANG after ' + workerData + ' ms in: ' + what + '\\n');
		process.kill(process.pid, 'SIGKILL');
	}, 500);
`;

/** Starts watching. A hang is written to stderr, with the promise that hung, and the process ends. */
export function watchForHang(): Watch {
	const worker = new Worker(watcher, { eval: true, workerData: hangMs });
	worker.unref();
	return {
		next: (what) => worker.postMessage(what),
		stop: () => void worker.terminate(),
	};
}
