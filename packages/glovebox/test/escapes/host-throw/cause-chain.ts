import { attack } from '../attack.ts';

/** What the host kept as the cause tells more than the message. */
export const escape = attack({
	grants: ['failing'],
	source: `
		try { await failing.cause(); } catch (error) {
			const told = [];
			for (let at = error; at && told.length < 5; at = at.cause) told.push(at.stack, at.config, loot(at));
			return told;
		}
	`,
});
