import { attack } from '../attack.ts';

/** The failure happens in a job that the engine runs: no guest frame is there to catch it. */
export const escape = attack({
	grants: [],
	source: `
		const error = Object.assign(new Error('x'), { name: Symbol() });
		return await Promise.resolve({ get then() { return error.stack; } }).catch((thrown) => loot(thrown));
	`,
});
