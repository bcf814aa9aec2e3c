import { attack } from '../attack.ts';

/** The newer forms: deferred and source-phase imports. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		for (const text of ['import.defer("fs")', 'import.source("fs")', 'import.meta']) {
			try { const promise = Function(\`return \${text}\`)(); got ??= loot(promise); promise?.catch?.((error) => { got ??= loot(error); }); } catch (error) { got ??= loot(error); }
		}
		await new Promise((done) => setTimeout(done, 20));
		return got;
	`,
});
