import { attack } from '../attack.ts';

/** What the wrapper was called with and on: arguments, this, new.target, super. */
export const escape = attack({
	grants: [],
	source: `
		const found = [typeof arguments === 'object' ? [...arguments] : [], this === globalThis ? undefined : this];
		return found.flat().map((value) => value && loot(value)).find(Boolean);
	`,
});
