import { attack } from '../attack.ts';

/** The result is a promise of a class that the guest derived: the host's await uses its `then`. */
export const escape = attack({
	grants: [],
	source: `
		class Mine extends Promise { then(resolve, reject) { resolve?.({ got: loot(resolve) ?? loot(reject) }); return super.then(resolve, reject); } }
		return new Mine((resolve) => resolve(1));
	`,
});
