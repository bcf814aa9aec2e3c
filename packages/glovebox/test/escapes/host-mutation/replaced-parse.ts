import { attack } from '../attack.ts';

/** `JSON.parse` of the host is replaced by a function of the guest's. */
export const escape = attack({
	grants: [],
	source: `
		const host = reach();
		if (host) { const { JSON: theirs } = host.constructor.constructor('return globalThis')(); const { parse } = theirs; theirs.parse = (...args) => parse(...args); }
		return 'done';
	`,
});
