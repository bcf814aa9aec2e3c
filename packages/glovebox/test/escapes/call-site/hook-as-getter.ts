import { attack } from '../attack.ts';

/** The hook is looked up by the host each time: a getter runs in the middle of the host's formatter. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		Object.defineProperty(Error, 'prepareStackTrace', { get: function look() { got ??= loot(look.caller) ?? loot(this); return undefined; }, configurable: true });
		new Error().stack;
		return got;
	`,
});
