import { attack } from '../attack.ts';

/** A synchronous host function throws through the guest's own frames. */
export const escape = attack({
	grants: ['failing'],
	source: `
		try { await failing.sync(); } catch (error) { return loot(error) ?? error.stack + JSON.stringify(error.config); }
	`,
});
