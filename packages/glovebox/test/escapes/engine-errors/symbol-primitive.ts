import { attack } from '../attack.ts';

/** `Symbol.toPrimitive` that is no function: reading the conversion itself is the failure. */
export const escape = attack({
	grants: [],
	source: `
		const error = new RangeError('x');
		Object.defineProperty(error, 'message', { value: { [Symbol.toPrimitive]: 1 } });
		try { error.stack; } catch (thrown) { return loot(thrown); }
	`,
});
