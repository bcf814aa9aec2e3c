import { attack } from '../attack.ts';

/** The callback of a timer is called by the host: with a receiver and arguments of its own. */
export const escape = attack({
	grants: [],
	source: `
		return await new Promise((done) => {
			setTimeout(function (...args) {
				done([this, ...args, arguments].map((value) => (value === globalThis ? undefined : loot(value))).find(Boolean));
			}, 1, 'argument');
		});
	`,
});
