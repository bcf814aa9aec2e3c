import { attack } from '../attack.ts';

/** The list's length is one while it is checked, and more when it is read. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const names = new Proxy(['note.txt', '../secret.txt'], { get: (target, key) => (key === 'length' ? (names.checked ? 2 : ((names.checked = true), 1)) : target[key]) });
		return await guarded.readEach(names);
	`,
});
