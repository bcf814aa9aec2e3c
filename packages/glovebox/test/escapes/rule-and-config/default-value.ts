import { attack } from '../attack.ts';

/** A configuration asks for a default by path, with a function as the fallback. */
export const escape = attack({
	grants: [],
	input: () => ({ config: { port: 80, extends: ['a', 'b'] } }),
	source: `
		const get = (path, fallback) => path.reduce((value, key) => value?.[key] ?? fallback, input.config);
		return loot(get(['extends', 'reduce'])) ?? loot(get(['port', 'constructor', 'constructor'], 1));
	`,
});
