import { attack } from '../attack.ts';

/** The same by the constructor's prototype, with a definition instead of a write. */
export const escape = attack({
	grants: [],
	input: () => ({ list: [1] }),
	source: `
		Object.defineProperty(input.list.constructor.prototype, 'last', { get: () => 'guest', configurable: true });
		return 'done';
	`,
});
