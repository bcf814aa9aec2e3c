import { attack } from '../attack.ts';

/** The host turns the argument into text; the guest's conversion has no end. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const endless = { toString() { return \`\${endless}\`; } };
		try { await plain.label({ prefix: endless }, 'x'); } catch (error) { return loot(error); }
	`,
});
