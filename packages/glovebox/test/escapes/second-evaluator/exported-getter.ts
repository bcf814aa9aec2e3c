import { attack } from '../attack.ts';

/** The host reads a value of a session: it is a getter. */
export const escape = attack({
	grants: [],
	session: true,
	source: `
		Object.defineProperty(globalThis, 'result', { get: function read() { return loot(read.caller) ?? { toJSON: () => loot(read.caller) }; } });
		globalThis.main = (value) => value;
	`,
});
