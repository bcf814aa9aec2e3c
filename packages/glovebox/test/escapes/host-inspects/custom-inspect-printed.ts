import { attack } from '../attack.ts';

/** The same, printed by the guest: a console that inspects runs it. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		console.log({ [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) { got = loot(inspect) ?? loot(options); return 'x'; } });
		return got;
	`,
});
