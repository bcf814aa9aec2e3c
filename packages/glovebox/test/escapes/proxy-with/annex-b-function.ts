import { attack } from '../attack.ts';

/** A function in a block is hoisted in sloppy code: after the block its name means the guest's, where a bridge reads it late. */
export const escape = attack({
	grants: [],
	source: `
		const text = '{ function console() {} } { function setTimeout(...all) { globalThis.heard = all } } { function Promise() {} } typeof console';
		const told = (0, eval)(text);
		let failed;
		try { globalThis.console.log?.('x'); await null; } catch (error) { failed = error; }
		return [told, loot(failed), (globalThis.heard ?? []).map((value) => loot(value)).find(Boolean)];
	`,
});
