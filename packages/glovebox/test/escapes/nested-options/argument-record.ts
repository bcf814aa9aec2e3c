import { attack } from '../attack.ts';

/** An options record of the guest's is an argument: keys that the host's own call would understand, as data and by inheritance. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const options = Object.assign(Object.create({ prefix: 'inherited', shell: true, env: {} }), { prefix: 'own', timeout: Infinity, signal: 'SIGKILL', cwd: '/', limits: { wallMs: 1e9 }, capabilities: ['files'], context: 1, tenant: 'victim' });
		const answers = [];
		for (const value of [options, { ...options }, Object.freeze({ ...options }), [options]]) { try { answers.push(await plain.label(value, 'x')); } catch (error) { answers.push(loot(error)); } }
		return answers;
	`,
});
