import { attack } from '../attack.ts';

/** The host's own `then` is called with a guest's function as the receiver's constructor. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const { then } = Object.getPrototypeOf(plain.greet('x'));
		return loot(then) ?? loot(Promise.resolve(1).then.call(plain.greet('x'), () => 1));
	`,
});
