import { attack } from '../attack.ts';

/** The host writes a value into the session: a setter hears it. */
export const escape = attack({
	grants: [],
	session: true,
	source: `
		let heard;
		Object.defineProperty(globalThis, 'state', { configurable: true, set: function write(value) { heard = loot(value) ?? loot(write.caller) ?? loot(arguments); }, get: () => heard });
		globalThis.main = () => heard;
		Object.defineProperty(globalThis, 'result', { get: () => heard });
	`,
});
