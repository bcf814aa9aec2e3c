import { attack } from '../attack.ts';

/** `split` of the guest's says that there is one part only. */
export const escape = attack({
	grants: ['files'],
	source: `return await files.split({ split: () => ['one'], toString: () => '../secret.txt' });`,
});
