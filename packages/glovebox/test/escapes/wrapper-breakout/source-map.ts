import { attack } from '../attack.ts';

/** The text names a source map and sources that are files of the host. */
export const escape = attack({
	grants: [],
	source: `
		const map = JSON.stringify({ version: 3, sources: [\`file://\${secretFile}\`, secretFile], names: [], mappings: 'AAAA;ACAA' });
		(0, eval)(\`throw new Error('look')\\n//# sourceMappingURL=data:application/json;base64,\${Array.from(map, (letter) => letter).join('')}\\n//# sourceMappingURL=file://\${secretFile}\`);
	`,
});
