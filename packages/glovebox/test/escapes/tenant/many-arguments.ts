import { attack } from '../attack.ts';

/** Arguments by the thousand, so that the last is not where it is looked for. */
export const escape = attack({
	grants: ['kv'],
	source: `
		const many = Array.from({ length: 300 }, () => ({ run: { tenant: 'victim' } }));
		return await Promise.all([kv.peek('token', ...many), kv.peek(...many)]).catch(String);
	`,
});
