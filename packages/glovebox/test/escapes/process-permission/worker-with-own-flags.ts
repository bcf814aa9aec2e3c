import { attack } from '../attack.ts';

/** A worker thread with an environment and flags of its own. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const threads = host?.constructor.constructor('return process')().getBuiltinModule('worker_threads');
		if (!threads) return;
		const worker = new threads.Worker('require("worker_threads").parentPort.postMessage(require("fs").readFileSync(require("worker_threads").workerData, "utf8"))', { eval: true, workerData: secretFile, execArgv: [] });
		return await new Promise((done) => { worker.on('message', done); worker.on('error', (error) => done(String(error))); setTimeout(done, 1500); });
	`,
});
