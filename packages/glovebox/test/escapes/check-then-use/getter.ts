import { attack } from '../attack.ts';

/** A getter answers with the allowed name first and with another one then. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		let asked = 0;
		return await guarded.read({ get path() { return asked++ === 0 ? 'note.txt' : '../secret.txt'; } });
	`,
});
