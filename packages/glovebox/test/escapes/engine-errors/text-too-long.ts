import { attack } from '../attack.ts';

/** Name and message are legal alone and too long together: a RangeError of the one who joins them. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error();
		error.name = 'n'.repeat(2 ** 28);
		error.message = 'm'.repeat(2 ** 28);
		try { return error.stack.length; } catch (thrown) { return loot(thrown); }
	`,
});
