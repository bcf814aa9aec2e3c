import { attack } from '../attack.ts';

/** `Object.assign` writes, so the key reaches the setter: the host's fresh record gets a prototype of the guest's. */
export const escape = attack({
	grants: ['merge'],
	source: `
		const made = await merge.assign(JSON.parse('{"__proto__": {"then": 1, "mode": "open"}}'));
		const paired = await merge.from([['__proto__', { isAdmin: true }]]);
		return [loot(made), loot(paired), loot(Object.getPrototypeOf(paired))];
	`,
});
