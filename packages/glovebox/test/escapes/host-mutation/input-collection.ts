import { attack } from '../attack.ts';

/** Maps, sets and dates are changed in place by their methods. */
export const escape = attack({
	grants: [],
	input: () => ({ quota: new Map([['calls', 1]]), when: new Date(0), seen: new Set() }),
	source: `
		input.quota.set('calls', 1e9);
		input.when.setFullYear(2100);
		input.seen.add('x');
		return 'done';
	`,
});
