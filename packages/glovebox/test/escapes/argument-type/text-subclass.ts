import { attack } from '../attack.ts';

/** An instance of a class derived from String. */
export const escape = attack({
	grants: ['files'],
	source: `
		class Name extends String { includes() { return false; } }
		return await files.read(new Name('../secret.txt'));
	`,
});
