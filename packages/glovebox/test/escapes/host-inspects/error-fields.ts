import { attack } from '../attack.ts';

/** An error whose fields are getters; stack, name and message are read by every handler. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error('x');
		for (const name of ['stack', 'name', 'message', 'code', 'cause']) Object.defineProperty(error, name, { get: function read() { return loot(read.caller) ?? name; } });
		throw error;
	`,
});
