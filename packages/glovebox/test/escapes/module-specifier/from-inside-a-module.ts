import { attack } from '../attack.ts';

/** A module asks for what its importer could not, with itself as the referrer. */
export const escape = attack({
	grants: [],
	modules: { 'lib/a.js': 'export const load = (name) => import(name); export const meta = import.meta; export default eval' },
	source: `
		import run, { load, meta } from 'lib/a.js';
		const found = [loot(meta), loot(meta.resolve), run('typeof process') === 'object' ? run('process.env.GLOVEBOX_SECRET') : undefined];
		for (const name of ['../../secret.txt', secretFile, './../../../proc/self/environ', 'node:fs', meta.url ?? 'file:///']) {
			try { const made = await load(name); found.push(loot(made), String(made.default)); } catch (error) { found.push(loot(error)); }
		}
		export default found;
	`,
});
