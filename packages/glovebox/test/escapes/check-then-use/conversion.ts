import { attack } from '../attack.ts';

/** One object, whose text differs from one conversion to the next. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		let asked = 0;
		return await guarded.read({ path: { toString: () => (asked++ === 0 ? 'note.txt' : '../secret.txt') } });
	`,
});
