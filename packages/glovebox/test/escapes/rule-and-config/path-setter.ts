import { attack } from '../attack.ts';

/** A setting is written by a dotted path: `constructor.prototype` is a path like any other. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const set = (into, path, value) => { const keys = path.split('.'); const last = keys.pop(); const at = keys.reduce((owner, key) => (owner[key] ??= {}), into); at[last] = value; return into; };
		const patches = ['constructor.prototype.polluted', '__proto__.polluted', 'a.__proto__.polluted', 'a.constructor.prototype.toString'].map((path) => { try { return set(Object.create(null), path, 'guest'); } catch (error) { return { failed: String(error) }; } });
		const told = [];
		for (const patch of patches) { try { told.push(await merge.into(patch), await merge.fresh(patch), await merge.assign(patch)); } catch (error) { told.push(String(error)); } }
		return told;
	`,
});
