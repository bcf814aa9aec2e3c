import { attack } from '../attack.ts';

/** A list in a list: text all the same. */
export const escape = attack({
	grants: ['files'],
	source: `return await files.read([[['../secret.txt']]]);`,
});
