import { attack } from '../attack.ts';

/** `lastIndex` and `compile` change a pattern that the host uses to check. */
export const escape = attack({
	grants: [],
	input: () => ({ allowed: /^[a-z]+$/g }),
	source: `
		input.allowed.lastIndex = 5;
		input.allowed.compile?.('.*');
		return 'done';
	`,
});
