import { attack } from '../attack.ts';

/** The guest says itself who it is: one argument more. */
export const escape = attack({
	grants: ['kv'],
	source: `return await kv.get('token', { run: { tenant: 'victim' } });`,
});
