import { attack } from '../attack.ts';

/** Functions that read the engine's own serialised form, which trusts its bytes. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		const v8 = host?.constructor.constructor('return process')().getBuiltinModule('v8');
		if (!v8) return;
		v8.deserialize(v8.serialize({ a: 1 }));
		return loot(v8);
	`,
});
