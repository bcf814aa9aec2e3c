import { attack } from '../attack.ts';

/** A worker thread that shares the environment with whoever started it, and one whose script is a data URL. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const threads = host?.constructor.constructor('return process')().getBuiltinModule('worker_threads');
		if (!threads) return;
		const code = 'require("worker_threads").parentPort.postMessage({ ...process.env })';
		return await new Promise((done) => {
			const worker = new threads.Worker(code, { eval: true, env: threads.SHARE_ENV });
			worker.on('message', (env) => done(env.GLOVEBOX_SECRET));
			worker.on('error', (error) => done(String(error)));
			setTimeout(done, 1500);
		});
	`,
});
