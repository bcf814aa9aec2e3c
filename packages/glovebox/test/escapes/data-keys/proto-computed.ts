import { attack } from '../attack.ts';

/** The same key by a computed name. */
export const escape = attack({
	grants: ['merge'],
	source: `
		await merge.fresh({ ['__proto__']: { polluted: 'yes' } });
		return 'done';
	`,
});
