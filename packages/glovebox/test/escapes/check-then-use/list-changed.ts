import { attack } from '../attack.ts';

/** A list is checked item by item and read after an await. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const names = ['note.txt'];
		const reading = guarded.readEach(names);
		names[0] = '../secret.txt';
		return await reading;
	`,
});
