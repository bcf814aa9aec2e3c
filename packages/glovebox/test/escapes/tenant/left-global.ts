import { attack } from '../attack.ts';

/** The earlier tenant left its data in a global variable. */
export const escape = attack({
	grants: [],
	before: `
		globalThis.session = { token: input };
		var kept = input;
		return 1;
	`,
	source: `return [globalThis.session?.token, typeof kept === 'string' && kept, Object.values(globalThis).map(String)];`,
});
