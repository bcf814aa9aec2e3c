import { attack } from '../attack.ts';

/** A file is written where the host works. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		host?.constructor.constructor('process.getBuiltinModule("fs").writeFileSync("note.txt", "guest")')();
		return 'done';
	`,
});
