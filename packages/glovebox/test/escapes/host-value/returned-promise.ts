import { attack } from '../attack.ts';

/** The promise that a host function gives back, before it is awaited, and what it settles to. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const promise = objects.promise();
		return loot(promise) ?? loot(await promise);
	`,
});
