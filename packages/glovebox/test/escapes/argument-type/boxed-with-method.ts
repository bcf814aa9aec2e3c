import { attack } from '../attack.ts';

/** A boxed string with a method put on it. */
export const escape = attack({
	grants: ['files'],
	source: `return await files.read(Object.assign(new String('../secret.txt'), { includes: () => false }));`,
});
