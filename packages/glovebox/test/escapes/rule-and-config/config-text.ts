import { attack } from '../attack.ts';

/** Configuration as JavaScript text, evaluated (Flowise CVE-2025-59528 ran it with Function in the host). */
export const escape = attack({
	grants: [],
	input: () => ({
		text: '({ port: (function () { return typeof process === "object" ? process.env.GLOVEBOX_SECRET : 80 })() })',
		list: [],
	}),
	source: `return input.list.map.constructor(\`return \${input.text}\`)().port;`,
});
