import { attack } from '../attack.ts';

/** The names by which the host looks things up are taken by getters on the prototypes. */
export const escape = attack({
	grants: [],
	session: true,
	source: `
		let seen;
		for (const key of ['main', 'result', 'state', 'default', 'exports']) Object.defineProperty(Object.prototype, key, { configurable: true, get() { seen ??= loot(this); return () => seen; }, set(value) { seen ??= loot(value) ?? loot(this); } });
	`,
});
