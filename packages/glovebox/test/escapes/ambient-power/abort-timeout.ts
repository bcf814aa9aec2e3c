import { attack } from '../attack.ts';

/** Statics of web classes make host objects without a constructor in sight. */
export const escape = attack({
	grants: [],
	source: `return loot(AbortSignal.timeout(1)) ?? loot(AbortSignal.any([])) ?? loot(Response.json({}));`,
});
