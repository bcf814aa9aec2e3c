import { attack } from '../attack.ts';

/** A function without a schema: the guest's second argument takes the place of what the sandbox says of the caller. */
export const escape = attack({
	grants: ['kv'],
	source: `return await kv.peek('token', { run: { tenant: 'victim' }, signal: {} });`,
});
