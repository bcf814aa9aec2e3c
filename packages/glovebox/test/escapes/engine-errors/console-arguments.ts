import { attack } from '../attack.ts';

/** Values that make printing fail, each at another place of the printer. */
export const escape = attack({
	grants: [],
	source: `
		const odd = [
			{ get a() { throw new Error('getter'); } },
			new Proxy({}, { get() { throw 1; }, ownKeys() { return [1]; } }),
			Object.assign(new Error('x'), { name: Symbol(), stack: Symbol() }),
			{ [Symbol.toStringTag]: Symbol() },
			Object.create({ get constructor() { throw 2; } }),
		];
		for (const value of odd) {
			try { console.log('%s %d %o', value, value, value); } catch (error) {
				const got = loot(error);
				if (got) return got;
			}
		}
	`,
});
