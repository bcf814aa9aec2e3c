import { attack } from '../attack.ts';

/** The sandbox's own package: a guest that makes an inner sandbox chooses its rights (vm2 GHSA-8hg8). */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		for (const name of ['glovebox', 'glovebox/engines', 'isolated-vm', 'quickjs-wasi', 'vm2', 'node:vm']) { try { const found = await import(name); told.push(loot(found), loot(found.default), await found.createSandbox?.({ engine: found.nodeVm?.(), boundary: 'realm' }).evaluate('process.env.GLOVEBOX_SECRET')); } catch {} }
		return told.find(Boolean);
	`,
});
