import { attack } from '../attack.ts';

/** What the refusal says: paths, referrers, names of the host. */
export const escape = attack({
	grants: [],
	source: `
		let text = '';
		try { await import('x'); } catch (error) { text += error.stack + error.message; }
		eval('import("y")').catch((error) => { text += \`\${error.stack}\${error.url}\${loot(error)}\`; });
		await new Promise((done) => setTimeout(done, 30));
		return text;
	`,
});
