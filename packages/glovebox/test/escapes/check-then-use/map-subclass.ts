import { attack } from '../attack.ts';

/** A Map whose `get` is the guest's. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		let asked = 0;
		class Names extends Map { get() { return asked++ === 0 ? 'note.txt' : '../secret.txt'; } }
		return await guarded.readMap(new Names([['path', 'note.txt']]));
	`,
});
