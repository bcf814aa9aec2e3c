import { attack } from '../attack.ts';

/** Spellings that a scan for `import(` does not see. */
export const escape = attack({
	grants: [],
	source: `
		const texts = ['import/**/("fs")', 'import\\n("fs")', 'import\\u00a0(\`fs\`)', '0, import("fs")', 'new (class { static x = import("fs") }).constructor.x', '\`\${import("fs")}\` && import("os")'];
		let got;
		for (const text of texts) { try { const promise = (0, eval)(text); promise?.catch?.((error) => { got ??= loot(error); }); got ??= loot(promise); } catch {} }
		await new Promise((done) => setTimeout(done, 40));
		return got;
	`,
});
