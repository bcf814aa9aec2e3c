import { attack } from '../attack.ts';

/** Percent signs, dots in other alphabets, NUL and spaces: decoded by one and not by the other. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		const name = encodeURIComponent(secretFile);
		for (const text of [name, \`file://\${name}\`, secretFile.replaceAll('/', '%2f'), secretFile.replace('secret', '%73ecret'), \`\${secretFile}\\0.js\`, \` \${secretFile} \`, \`\${secretFile}?query\`, \`\${secretFile}#hash\`, secretFile.replace('.txt', '\\u2024txt')]) { try { told.push(await import(text)); } catch (error) { told.push(error.message); } }
		return told.map((value) => (typeof value === 'string' ? value.length : loot(value) ?? String(value.default)));
	`,
});
