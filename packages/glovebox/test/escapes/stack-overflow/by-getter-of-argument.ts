import { attack } from '../attack.ts';

/** The recursion runs inside the copying of an argument: a getter that calls the host again. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let calls = 0;
		const argument = { get next() { if (calls++ < 5000) return plain.echo(argument); } };
		try { await plain.echo(argument); } catch (error) { return loot(error); }
	`,
});
