import { attack } from '../attack.ts';

/** A `with` over a proxy that claims every name: free names of code evaluated inside are heard and answered. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const heard = new Set();
		const scope = new Proxy({}, { has: (_target, key) => { heard.add(key); return key !== 'scope' && key !== 'eval'; }, get: (_target, key) => (key === Symbol.unscopables ? undefined : globalThis[key]) });
		const run = Function('scope', 'with (scope) { return [typeof process, typeof require, plain && plain.add(1, 2), direct && direct.sum(1)] }');
		const found = run(scope);
		return [[...heard].map(String), found.map((value) => loot(value))];
	`,
});
