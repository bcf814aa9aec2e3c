import { attack } from '../attack.ts';

/** The guest's result is a thenable: the host awaits it and hands over its functions. */
export const escape = attack({
	grants: [],
	source: `
		let stored = 'nothing';
		return { toJSON: () => stored, then(resolve, reject) { const got = loot(resolve) ?? loot(reject); resolve({ got }); } };
	`,
});
