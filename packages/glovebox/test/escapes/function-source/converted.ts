import { attack } from '../attack.ts';

/** Implicit conversions: as a key, in a template, by a sum, by a comparison, in a list's text. */
export const escape = attack({
	grants: ['sourced'],
	source: `
		const box = { [sourced.key]: 1 };
		return [Object.keys(box), \`\${sourced.asynchronous}\`, sourced.arrow + '', [sourced.method].join(), encodeURIComponent(sourced.key)];
	`,
});
