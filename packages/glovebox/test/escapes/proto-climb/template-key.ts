import { attack } from '../attack.ts';

/** A template literal as the key: the incomplete fix of n8n CVE-2025-68613 looked at string literals only. */
export const escape = attack({
	grants: [],
	input: () => ({ name: 'ada' }),
	source: `
		const found = input[\`constructor\`][\`constructor\`](\`return typeof process === 'object' ? process : {env: {}}\`)();
		return found.env.GLOVEBOX_SECRET;
	`,
});
