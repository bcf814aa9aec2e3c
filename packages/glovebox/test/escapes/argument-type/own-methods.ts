import { attack } from '../attack.ts';

/** A record with methods of its own that answer the check. */
export const escape = attack({
	grants: ['files'],
	source: `return await files.read({ includes: () => false, toString: () => '../secret.txt' });`,
});
