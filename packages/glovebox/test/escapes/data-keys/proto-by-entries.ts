import { attack } from '../attack.ts';

/** Built by `Object.fromEntries`, which defines instead of writing. */
export const escape = attack({
	grants: ['merge'],
	source: `
		await merge.fresh(Object.fromEntries([['__proto__', { polluted: 'yes' }]]));
		return 'done';
	`,
});
