import { attack } from '../attack.ts';

/** The key __proto__ answers with the host's Object.prototype. */
export const escape = attack({
	grants: ['table'],
	source: `
		const shape = await table.lookup('__proto__');
		try { shape.polluted = true; } catch {}
		return loot(shape) ?? loot(shape.valueOf);
	`,
});
