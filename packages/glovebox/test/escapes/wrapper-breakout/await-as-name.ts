import { attack } from '../attack.ts';

/** Words that change their meaning with the wrapper: await, yield, arguments, return. */
export const escape = attack({
	grants: [],
	source: `
		const ways = ['await (process)', 'yield\\nprocess', 'arguments[0]', 'new.target', 'import.meta', 'super.x', 'return process'];
		return ways.map((text) => { try { return loot((0, eval)(text)); } catch (error) { return loot(error); } }).find(Boolean);
	`,
});
