import { attack } from '../attack.ts';

/** A rejected promise of the host instead of a throw: another way past the same wall. */
export const escape = attack({
	grants: ['failing'],
	source: `
		const told = await failing.rejects().then(() => 'nothing', (error) => loot(error) ?? error.stack);
		return told;
	`,
});
