import { attack } from '../attack.ts';

/** `includes` is a method of lists too, and means something else there (measured on every peer without schemas). */
export const escape = attack({
	grants: ['files'],
	source: `return await files.read(['../secret.txt']);`,
});
