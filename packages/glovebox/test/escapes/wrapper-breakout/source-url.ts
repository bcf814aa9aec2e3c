import { attack } from '../attack.ts';

/** The text names itself after the host's secret file: an error display that shows the lines around reads it. */
export const escape = attack({
	grants: [],
	source: `(0, eval)(\`throw new Error('look at my place')\\n//# sourceURL=\${secretFile}\`);`,
});
