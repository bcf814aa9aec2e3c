import { attack } from '../attack.ts';

/** A partial is included by a name of the template's: a path of the host. */
export const escape = attack({
	grants: [],
	input: () => ({ partials: { footer: 'bye' }, names: ['footer', '__proto__', 'constructor', 'toString'] }),
	source: `return input.names.map((name) => loot(input.partials[name])).find(Boolean);`,
});
