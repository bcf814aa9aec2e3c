import { attack } from '../attack.ts';

/** A database made in the host's folder, and another file attached to it (vm2: `node:sqlite` was missing in the list). */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const sqlite = host?.constructor.constructor('return process')().getBuiltinModule('node:sqlite');
		if (!sqlite) return;
		const base = new sqlite.DatabaseSync('planted.db');
		base.exec('create table a (b)');
		base.close();
		return 'written';
	`,
});
