import { attack } from '../attack.ts';

/** Writing to what was frozen by the host, in strict code. */
export const escape = attack({
	grants: [],
	input: () => Object.freeze({ a: Object.freeze([1]) }),
	source: `
		'use strict';
		try { (function () { 'use strict'; input.a.push(2); })(); } catch (error) { return loot(error); }
	`,
});
