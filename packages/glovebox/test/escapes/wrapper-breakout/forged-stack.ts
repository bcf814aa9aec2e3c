import { attack } from '../attack.ts';

/** The stack is written by hand and leads to the secret's first line. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error('look');
		error.stack = \`Error: look\\n    at guest (\${secretFile}:1:1)\\n    at file://\${secretFile}:1:1\`;
		error.fileName = secretFile;
		error.lineNumber = 1;
		throw error;
	`,
});
