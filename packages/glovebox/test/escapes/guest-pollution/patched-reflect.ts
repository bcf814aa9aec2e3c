import { attack } from '../attack.ts';

/** The functions of Reflect are replaced. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		for (const name of Reflect.ownKeys(Reflect)) {
			const original = Reflect[name];
			if (typeof original !== 'function') continue;
			Reflect[name] = (...args) => { for (const value of args) got ??= typeof value === 'function' ? loot(value) : undefined; return original(...args); };
		}
		await plain.add(1, 2);
		direct.sum(1, 2);
		console.log({ a: 1 });
		return got;
	`,
});
