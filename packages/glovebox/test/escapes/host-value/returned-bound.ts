import { attack } from '../attack.ts';

/** A bound function holds a secret in its bound arguments; calling it uses the host's code. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const bound = await objects.bound();
		return typeof bound === 'function' ? loot(bound) : bound;
	`,
});
