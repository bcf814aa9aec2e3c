import { attack } from '../attack.ts';

/** A sloppy callback asks who called it (safe-eval GHSA-9pcf). */
export const escape = attack({
	grants: ['events'],
	source: `
		let got;
		await events.map([1], function spy() { got = loot(spy.caller) ?? loot(arguments.callee.caller) ?? loot(arguments); });
		return got;
	`,
});
