import { attack } from '../attack.ts';

/** Walks all that can be reached from the global object, prototypes, getters and descriptors included, and tries each. */
export const escape = attack({
	grants: [],
	source: `
		const seen = new Set();
		const queue = [globalThis];
		while (queue.length > 0 && seen.size < 4000) {
			const value = queue.shift();
			if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) continue;
			seen.add(value);
			if (value.constructor !== undefined && typeof value.constructor === 'function' && value.constructor.constructor !== Function) {
				const got = loot(value);
				if (got) return got;
			}
			queue.push(Object.getPrototypeOf(value));
			for (const key of Reflect.ownKeys(value)) {
				const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key);
				queue.push(held, get, set);
			}
		}
		return seen.size;
	`,
});
