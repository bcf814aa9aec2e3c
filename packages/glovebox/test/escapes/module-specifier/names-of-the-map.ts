import { attack } from '../attack.ts';

/** The map of modules is a record: names that every record inherits. */
export const escape = attack({
	grants: [],
	modules: { app: 'export default 1' },
	source: `
		import app from 'app';
		const found = [];
		for (const name of ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', 'App', 'app/', './app', 'app/../app', 'app\\0', 'app?x', '%61pp']) {
			try { const made = await import(name); found.push(loot(made), loot(made.default)); } catch (error) { found.push(loot(error)); }
		}
		export default [app, found.find(Boolean)];
	`,
});
