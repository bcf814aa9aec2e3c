import { attack } from '../attack.ts';

/** The same by a synchronous function. */
export const escape = attack({
	grants: ['files'],
	source: `return await files.readNow(['../secret.txt']);`,
});
