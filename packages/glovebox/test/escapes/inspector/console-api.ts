import { attack } from '../attack.ts';

/** The engine's own console talks to the inspector: profile, context, createTask, memory. */
export const escape = attack({
	grants: [],
	source: `
		const found = [];
		for (const name of ['profile', 'profileEnd', 'context', 'createTask', 'timeStamp', 'memory', 'trace', 'dirxml']) { try { const value = console[name]; found.push(loot(value), loot(typeof value === 'function' ? value('x') : value)); } catch (error) { found.push(loot(error)); } }
		return found.find(Boolean);
	`,
});
