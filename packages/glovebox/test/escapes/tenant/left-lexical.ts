import { attack } from '../attack.ts';

/** The earlier tenant declared its data at the top of a script: a lexical binding of the realm, no property. */
export const escape = attack({
	grants: [],
	before: `
		(0, eval)(\`let lexicalToken = "\${input}"; const other = lexicalToken; globalThis.x = () => lexicalToken;\`);
		return 1;
	`,
	source: `
		const found = [];
		for (const text of ['lexicalToken', 'other', 'x()']) { try { found.push((0, eval)(text)); } catch {} }
		return found;
	`,
});
