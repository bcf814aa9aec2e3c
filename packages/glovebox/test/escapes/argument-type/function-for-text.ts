import { attack } from '../attack.ts';

/** A function is an object with methods and a text. */
export const escape = attack({
	grants: ['files'],
	source: `
		const name = Object.assign(() => {}, { includes: () => false, toString: () => '../secret.txt' });
		return await files.read(name);
	`,
});
