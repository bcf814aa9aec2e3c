import { attack } from '../attack.ts';

/** A list is short where its text is long. */
export const escape = attack({
	grants: ['files'],
	source: `return await files.short(['../secret.txt']);`,
});
