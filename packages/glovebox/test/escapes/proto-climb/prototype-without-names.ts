import { attack } from '../attack.ts';

/** No property of the function itself is read: its prototype is asked for, then the constructor there by position. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const shape = Object.getPrototypeOf(plain.greet);
		for (const key of Reflect.ownKeys(shape)) {
			if (typeof key !== 'string' || key.length !== 11) continue;
			const got = loot(shape[key]);
			if (got) return got;
		}
	`,
});
