import { attack } from '../attack.ts';

/** The injected record is frozen: the host's own later writes fail or are lost. */
export const escape = attack({
	grants: [],
	input: () => ({ step: 1, inner: {} }),
	source: `
		Object.freeze(input);
		Object.seal(input.inner);
		return 'done';
	`,
});
