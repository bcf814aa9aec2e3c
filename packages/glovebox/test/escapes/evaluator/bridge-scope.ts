import { attack } from '../attack.ts';

/** Direct eval in the guest's program sees every name in scope, also those that the sandbox added around it. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['install', 'post', 'ask', 'receive', 'finish', 'impor$', 'evaluate', 'script', 'context', 'host', 'exports', 'arguments', 'glued', 'parts', 'take'];
		return names.map((name) => { try { return loot(eval(name)); } catch { return undefined; } }).find(Boolean);
	`,
});
