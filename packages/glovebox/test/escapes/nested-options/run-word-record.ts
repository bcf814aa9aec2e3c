import { attack } from '../attack.ts';

/** The names by which Glovebox's own options are known, as globals of the guest, before anything of the bridge runs again. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['options', 'limits', 'wallMs', 'memoryBytes', 'capabilities', 'boundary', 'confine', 'pool', 'record', 'replay', 'inspect', 'deterministic', 'snapshotKey', 'tenant'];
		for (const name of names) { globalThis[name] = Infinity; Object.prototype[name] = Infinity; }
		let told;
		try { console.log({}); told = await import('x').catch((error) => loot(error)); } finally { for (const name of names) delete Object.prototype[name]; }
		return told;
	`,
});
