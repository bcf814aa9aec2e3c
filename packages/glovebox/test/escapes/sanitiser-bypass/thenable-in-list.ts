import { attack } from '../attack.ts';

/** A promise inside a record inside a list: results are cleaned only on the outside. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const wrapped = [{ promise: plain.greet('x') }];
		const same = await plain.echo(wrapped).catch(() => wrapped);
		return loot(same[0].promise) ?? loot(Object.values(same[0])[0].then);
	`,
});
