import { attack } from '../attack.ts';

/** Options that the bridge writes as literals inherit `reference`, `copy`, `result`: values would cross alive. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const names = ['reference', 'copy', 'externalCopy', 'result', 'arguments', 'promise', 'ignored', 'release', 'transferIn', 'transferOut', 'unsafeInherit', 'timeout'];
		for (const name of names) Object.prototype[name] = name === 'result' || name === 'arguments' ? { reference: true } : true;
		let answers;
		try { answers = [await plain.echo({ a: 1 }), direct.echo({ b: 1 })]; } finally { for (const name of names) delete Object.prototype[name]; }
		return answers.map((answer) => loot(answer) ?? (typeof answer?.getSync === 'function' && loot(answer.getSync('constructor')))).find(Boolean);
	`,
});
