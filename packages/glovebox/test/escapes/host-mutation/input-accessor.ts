import { attack } from '../attack.ts';

/** A field is replaced by an accessor: the host's next read runs guest code. */
export const escape = attack({
	grants: [],
	input: () => ({ name: 'ada' }),
	source: `
		Object.defineProperty(input, 'name', { get: function read() { return loot(read.caller) ?? 'guest'; }, enumerable: true });
		return 'done';
	`,
});
