import { attack } from '../attack.ts';

/** On a record without prototype the key is a key like any other. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const patch = Object.create(null);
		patch.__proto__ = { polluted: 'yes' };
		await merge.into(patch);
		return 'done';
	`,
});
