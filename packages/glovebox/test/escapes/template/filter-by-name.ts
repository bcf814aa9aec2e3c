import { attack } from '../attack.ts';

/** A filter is looked up by the template's name for it, on the value itself: any method, with any argument. */
export const escape = attack({
	grants: [],
	input: () => ({ value: ['ada'], filters: ['constructor', 'from', 'constructor', 'constructor'] }),
	source: `
		const found = input.filters.reduce((value, name) => value?.[name] ?? value, input.value);
		return typeof found === 'function' ? found('return typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1')() : loot(found);
	`,
});
