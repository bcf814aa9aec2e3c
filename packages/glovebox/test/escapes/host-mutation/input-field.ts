import { attack } from '../attack.ts';

/** The host goes on using what it injected: the guest changes a field deep inside. */
export const escape = attack({
	grants: [],
	input: () => ({ user: { role: 'guest', tags: ['a'] } }),
	source: `
		input.user.role = 'admin';
		input.user.tags.push('b');
		return 'done';
	`,
});
