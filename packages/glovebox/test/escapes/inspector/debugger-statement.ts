import { attack } from '../attack.ts';

/** A debugger statement, and names that only a debugger's console has. */
export const escape = attack({
	grants: [],
	source: `
		debugger;
		const names = ['$0', '$_', 'inspect', 'queryObjects', 'debug', 'monitor', 'getEventListeners', 'copy', 'keys', 'values', 'debugger_'];
		return names.map((name) => { try { return loot((0, eval)(name)); } catch { return undefined; } }).find(Boolean);
	`,
});
