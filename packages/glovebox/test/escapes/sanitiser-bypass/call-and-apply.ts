import { attack } from '../attack.ts';

/** The wrapped methods are called through `call`, `apply` and `Reflect.apply` of the guest. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const promise = plain.keys(null);
		let got;
		await Reflect.apply(Promise.prototype.then, promise, [undefined, (error) => { got = loot(error); }]);
		await Promise.prototype.catch.call(plain.keys(null), (error) => { got ??= loot(error); });
		return got;
	`,
});
