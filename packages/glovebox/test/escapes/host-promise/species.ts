import { attack } from '../attack.ts';

/** The engine asks the promise's constructor for its species and hands the capability's executor to it (vm2 GHSA-cchq). */
export const escape = attack({
	grants: ['plain'],
	source: `
		const promise = plain.greet('x');
		let got;
		try {
			promise.constructor = { [Symbol.species]: function (executor) { got = loot(executor); executor(() => {}, () => {}); } };
			promise.then(() => {});
		} catch {}
		return got;
	`,
});
