import { attack } from '../attack.ts';

/** The bytes are copied, but what is their buffer's constructor? */
export const escape = attack({
	grants: ['objects'],
	source: `
		const bytes = await objects.bytes();
		return loot(bytes.buffer) ?? loot(Object.getPrototypeOf(Object.getPrototypeOf(bytes)).subarray) ?? loot(bytes.subarray(1));
	`,
});
