import { attack } from '../attack.ts';

/** HTML-like comments hide text from scanners of one goal and not of the other (SES scans for them). */
export const escape = attack({
	grants: [],
	source: `
		const text = 'let got = 0;\\n<!-- a comment in scripts only\\ngot = typeof process;\\n--> another\\ngot';
		const kind = (0, eval)(text);
		return kind === 'object' ? (0, eval)('process.env.GLOVEBOX_SECRET') : kind;
	`,
});
