import { attack } from '../attack.ts';

/** A file as a blob, copied, streamed, linked and opened as a directory: calls that a list of checked ones forgets. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const fs = host?.constructor.constructor('return process')().getBuiltinModule('fs');
		if (!fs) return;
		const told = [];
		try { told.push(await new Promise((done) => { setTimeout(done, 1000); fs.openAsBlob(secretFile).then((blob) => blob.text()).then(done, (error) => done(error.code)); })); } catch (error) { told.push(error.code); }
		try { fs.cpSync(secretFile, 'copied.txt'); told.push(fs.readFileSync('copied.txt', 'utf8')); } catch (error) { told.push(error.code); }
		try { fs.linkSync(secretFile, 'linked.txt'); told.push(fs.readFileSync('linked.txt', 'utf8')); } catch (error) { told.push(error.code); }
		try { fs.truncateSync(secretFile.replace('secret.txt', 'scratch/made.txt'), 1); } catch (error) { told.push(error.code); }
		return told;
	`,
});
