import { attack } from '../attack.ts';

/** An instance of a host class keeps its methods and its private fields. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const user = await objects.user();
		return typeof user.reveal === 'function' ? user.reveal() : loot(user);
	`,
});
