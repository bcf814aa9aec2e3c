import { attack } from '../attack.ts';

/** The same key asked for as JSON, text and bytes: would another loader answer? */
export const escape = attack({
	grants: [],
	modules: { app: 'export default 1' },
	source: `
		import app from 'app';
		const found = [app];
		for (const type of ['json', 'text', 'bytes', 'css', 'javascript', '__proto__', 'commonjs']) {
			for (const name of ['app', secretFile]) { try { const made = await import(name, { with: { type } }); found.push(String(made.default)); } catch (error) { found.push(loot(error)); } }
		}
		export default found;
	`,
});
