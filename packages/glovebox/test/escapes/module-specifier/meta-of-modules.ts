import { attack } from '../attack.ts';

/** What a module is told of itself: `import.meta` with url, paths, `resolve` and whatever hosts put there. */
export const escape = attack({
	grants: [],
	modules: {
		app: 'export const keys = Reflect.ownKeys(import.meta); export const meta = { ...import.meta }; export const holder = import.meta; export const found = []; try { found.push(import.meta.resolve("node:fs")); } catch (error) { found.push(error); }',
	},
	source: `
		const { keys, meta, holder, found } = await import('app');
		return [keys.map(String), Object.values(meta).map((value) => loot(value)).find(Boolean), loot(holder), loot(holder.resolve), found.map((value) => loot(value) ?? String(value)), meta.url, meta.filename, meta.dirname];
	`,
});
