import { attack } from '../attack.ts';

/** Combinators take the rejections out of the wrapped promises. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const fail = () => plain.keys(null);
		const reasons = [
			await Promise.all([fail()]).catch((error) => error),
			await Promise.race([fail()]).catch((error) => error),
			...(await Promise.any([fail()]).catch((error) => error.errors)),
			(await Promise.allSettled([fail()]))[0].reason,
		];
		return reasons.map((reason) => loot(reason)).find(Boolean);
	`,
});
