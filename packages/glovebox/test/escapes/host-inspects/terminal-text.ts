import { attack } from '../attack.ts';

/** Text that is more than text where it is shown: terminal codes, direction marks, format directives, markup. */
export const escape = attack({
	grants: [],
	source: `
		const texts = ['\\u001b]0;title\\u0007', '\\u001b[6n', '\\u202egnp.exe', '%s %o %j %c', '<img src=x onerror=1>', '\\r\\nSet-Cookie: a=b', '\\u0000', '\\uD800', '{{7*7}}', '=cmd()'];
		console.log(...texts);
		console.error('%s%s%s%o', ...texts);
		console.table?.(texts);
		return texts;
	`,
});
