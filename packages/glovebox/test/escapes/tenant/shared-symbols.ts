import { attack } from '../attack.ts';

/** The registry of symbols is one for all realms of an engine: does it carry anything? */
export const escape = attack({
	grants: [],
	before: `
		Symbol.for('token:' + input);
		Symbol.for('token').extra = input;
		Object.prototype[Symbol.for('token')] = input;
		return 1;
	`,
	source: `
		return [{}[Symbol.for('token')], Object.getOwnPropertySymbols(Object.prototype).map(String), Symbol.for('token').extra];
	`,
});
