import { attack } from '../attack.ts';

/** Loose equality converts: a list of one is its text once, and another text then. */
export const escape = attack({
	grants: ['files'],
	source: `
		let asked = 0;
		return await files.allowed({ toString: () => (asked++ === 0 ? 'note.txt' : '../secret.txt'), startsWith: () => true });
	`,
});
