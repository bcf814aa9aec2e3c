import { attack } from '../attack.ts';

/** A thenable as an argument: an asynchronous host function awaits it. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		const argument = { then(resolve) { got = loot(resolve); resolve('x'); } };
		try { await plain.echo(argument); } catch {}
		return got;
	`,
});
