import { attack } from '../attack.ts';

/** A `defineProperty` or `set` trap gets a descriptor made by whoever defines. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		const box = new Proxy({}, { defineProperty(_target, _key, descriptor) { got ??= loot(descriptor); return true; }, get: (_target, key) => (key === 'got' || key === 'message' ? got : undefined), set(_target, _key, value) { got ??= loot(value); return true; } });
		return box;
	`,
});
