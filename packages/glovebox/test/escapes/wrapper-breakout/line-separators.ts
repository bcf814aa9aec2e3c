import { attack } from '../attack.ts';

/** U+2028 and its kin end a line for one reader and not for another. */
export const escape = attack({
	grants: [],
	source: `
		const text = '// comment\\u2028globalThis.kept = typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1\\u2029//';
		(0, eval)(text);
		return globalThis.kept;
	`,
});
