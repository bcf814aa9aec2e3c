import { attack } from '../attack.ts';

/** A host proxy as a result: copying reads through its traps. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const proxied = await objects.proxied();
		return loot(proxied);
	`,
});
