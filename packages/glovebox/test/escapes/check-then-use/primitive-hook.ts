import { attack } from '../attack.ts';

/** `Symbol.toPrimitive` on a function, which copies refuse to look into. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		let asked = 0;
		const path = Object.assign(() => {}, { [Symbol.toPrimitive]: () => (asked++ === 0 ? 'note.txt' : '../secret.txt') });
		return await guarded.read({ path });
	`,
});
