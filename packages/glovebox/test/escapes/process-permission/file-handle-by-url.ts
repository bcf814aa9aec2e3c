import { attack } from '../attack.ts';

/** Paths as URLs, as buffers and through `/proc/self/root` and `/proc/self/cwd`: one file under many names. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const process = host?.constructor.constructor('return process')();
		const fs = process?.getBuiltinModule('fs');
		if (!fs) return;
		const { Buffer } = process.getBuiltinModule('buffer');
		const { URL } = process.getBuiltinModule('url');
		const names = [new URL('file://' + secretFile), Buffer.from(secretFile), '/proc/self/root' + secretFile, '/proc/self/cwd/../secret.txt', secretFile.replaceAll('/', '//'), secretFile.replace('secret', './secret')];
		return names.map((name) => { try { return fs.readFileSync(name, 'utf8'); } catch (error) { return error.code; } });
	`,
});
