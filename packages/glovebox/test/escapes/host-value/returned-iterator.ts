import { attack } from '../attack.ts';

/** An iterator leads to the prototype that all iterators of its realm share. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const iterator = await objects.iterator();
		return loot(Object.getPrototypeOf(Object.getPrototypeOf(iterator))) ?? loot(iterator.next());
	`,
});
