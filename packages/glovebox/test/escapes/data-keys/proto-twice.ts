import { attack } from '../attack.ts';

/** __proto__ inside of __proto__: a copy that drops one level shows the next. */
export const escape = attack({
	grants: ['merge'],
	source: `
		await merge.fresh(JSON.parse('{"__proto__": {"__proto__": {"polluted": "yes"}}}'));
		return 'done';
	`,
});
