import { attack } from '../attack.ts';

/** Configuration as JavaScript text, evaluated (Flowise CVE-2025-59528 ran it with Function in the host). */
export const escape = attack({
	grants: [],
	input: () => ({ text: '({ port: (function () { return typeof process === "object" ? process.env.GLOVEBOX_SECRET : 80 })() })', run: [].map }),
	source: `return (input.run?.constructor ?? Function)(\`return \${input.text}\`)().port;`,
});
