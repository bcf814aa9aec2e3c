import { attack } from '../attack.ts';

/** A getter in an options record is a callback without being a function. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		const options = { get prefix() { got = new Error().stack; return 'x'; } };
		await plain.label(options, 'y');
		return got?.includes('grants') ? loot(plain.label) ?? got : got;
	`,
});
