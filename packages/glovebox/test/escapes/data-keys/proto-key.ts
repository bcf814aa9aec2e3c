import { attack } from '../attack.ts';

/** An own key __proto__, made by JSON.parse, survives copying and meets a naive merge. */
export const escape = attack({
	grants: ['merge'],
	source: `
		await merge.into(JSON.parse('{"__proto__": {"polluted": "yes"}}'));
		return 'done';
	`,
});
