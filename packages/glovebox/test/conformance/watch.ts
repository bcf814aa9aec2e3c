/** Ends this process when a guest blocks it: a check's own time limit needs the thread that is blocked. */
import { Worker } from 'node:worker_threads';
import { checkMs } from './check.ts';

const hangMs = checkMs + 5_000;
const beatMs = 500;

// No event can come from a blocked thread, so the watcher asks every so often how long it has been silent.
const watcher = `
	const { workerData, parentPort } = require('node:worker_threads');
	const { writeSync } = require('node:fs');
	let since = Date.now();
	parentPort.on('message', () => { since = Date.now(); });
	setInterval(() => {
		if (Date.now() - since < workerData) return;
		writeSync(2, 'the host was silent for ' + workerData + ' ms\\n');
		process.kill(process.pid, 'SIGKILL');
	}, 500);
`;

/** Watches from another thread until it is stopped by what it returns. A hang is written to stderr. */
export function watchForHang(): () => void {
	const worker = new Worker(watcher, { eval: true, workerData: hangMs });
	worker.unref();
	const heart = setInterval(() => worker.postMessage('beat'), beatMs);
	return () => {
		clearInterval(heart);
		worker.terminate();
	};
}
