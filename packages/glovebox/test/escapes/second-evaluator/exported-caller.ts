import { attack } from '../attack.ts';

/** The function that the host calls looks at its caller, receiver and arguments. */
export const escape = attack({
	grants: [],
	session: true,
	source: `
		globalThis.main = function main(value) { let got; for (const each of [main.caller, this === globalThis ? undefined : this, arguments, value, new.target]) { try { got ??= loot(each); } catch {} } return got ?? loot(new Error().stack); };
		globalThis.result = 1;
	`,
});
