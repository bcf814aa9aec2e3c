import { attack } from '../attack.ts';

/** The entry of a Map is replaced. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const names = new Map([['path', 'note.txt']]);
		const reading = guarded.readMap(names);
		names.set('path', '../secret.txt');
		return await reading;
	`,
});
