import { attack } from '../attack.ts';

/** The strings of a tagged template are made once for each place in the source: a mark that outlives the call. */
export const escape = attack({
	grants: [],
	before: `
		const tag = (strings) => strings;
		globalThis.strings = [tag\`same text\`, tag\`same text\`];
		try { globalThis.strings[0].raw.token = input; } catch {}
		return 1;
	`,
	source: `
		const tag = (strings) => strings;
		const found = tag\`same text\`;
		return [found.token, found.raw.token, globalThis.strings];
	`,
});
