import { attack } from '../attack.ts';

/** A thenable given to the host's promise gets the host's resolving functions. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const promise = plain.greet('x');
		let got;
		const thenable = { then(resolve, reject) { got = loot(resolve) ?? loot(reject); resolve(1); } };
		await promise.constructor.resolve(thenable);
		return got;
	`,
});
