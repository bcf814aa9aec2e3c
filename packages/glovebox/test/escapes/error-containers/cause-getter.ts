import { attack } from '../attack.ts';

/** The result is an error whose cause is read only by the host. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error('outer');
		Object.defineProperty(error, 'cause', { get: function read() { return loot(read.caller) ?? Object.assign(new Error('inner'), { name: Symbol() }); }, enumerable: true });
		throw error;
	`,
});
