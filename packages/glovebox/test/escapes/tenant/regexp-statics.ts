import { attack } from '../attack.ts';

/** The last match is kept by the realm. */
export const escape = attack({
	grants: [],
	before: `
		/.*/.exec(String(input));
		return 1;
	`,
	source: `return [RegExp.lastMatch, RegExp.input, RegExp['$&'], RegExp.$_, RegExp.leftContext, RegExp.$1];`,
});
