import { attack } from '../attack.ts';

/** `then` is a getter: merely asking whether the value is a thenable runs it. */
export const escape = attack({
	grants: [],
	source: `
		return { get then() { const look = Object.getOwnPropertyDescriptor(this, 'then').get; return (resolve) => resolve(loot(resolve) ?? loot(look.caller)); } };
	`,
});
