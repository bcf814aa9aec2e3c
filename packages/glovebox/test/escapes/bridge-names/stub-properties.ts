import { attack } from '../attack.ts';

/** Everything that hangs on the stubs themselves: names, prototypes, sources, hidden symbols. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const parts = [];
		for (const each of [plain, plain.echo, direct, direct.sum, console, console.log, setTimeout, Promise]) {
			for (const key of Reflect.ownKeys(each)) { const descriptor = Object.getOwnPropertyDescriptor(each, key); parts.push(descriptor.value, descriptor.get); }
			parts.push(Object.getPrototypeOf(each), Object(each).prototype);
		}
		return parts.map((part) => part && loot(part)).find(Boolean);
	`,
});
