import { attack } from '../attack.ts';

/** `module` makes a require of its own (vm2 GHSA-947f). */
export const escape = attack({
	grants: ['loader'],
	source: `
		const { createRequire } = await loader.load('module');
		return createRequire(secretFile)('fs').readFileSync(secretFile, 'utf8');
	`,
});
