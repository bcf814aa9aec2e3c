import { attack } from '../attack.ts';

/** Iterator helpers, Array.fromAsync and Promise.try: helpers that engines write in JavaScript of their own. */
export const escape = attack({
	grants: [],
	source: `
		const helper = Iterator.from([1]).map((x) => x).filter(Boolean);
		let got = loot(helper) ?? loot(Object.getPrototypeOf(helper)) ?? loot(Promise.try?.(() => 1)) ?? loot(Object.groupBy([1], String));
		got ??= loot(await Array.fromAsync([1, Promise.resolve(2)]));
		return got;
	`,
});
