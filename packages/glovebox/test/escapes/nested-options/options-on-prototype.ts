import { attack } from '../attack.ts';

/** Options for the host's next call, put where a missing option is looked up. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const names = ['boundary', 'engine', 'capabilities', 'shell', 'env', 'timeout', 'cwd', 'tenant', 'context', 'filename', 'importModuleDynamically'];
		for (const name of names) Object.prototype[name] = 'guest';
		const answer = await plain.echo({ a: 1 });
		console.log({});
		for (const name of names) delete Object.prototype[name];
		return [loot(answer), Object.keys(answer)];
	`,
});
