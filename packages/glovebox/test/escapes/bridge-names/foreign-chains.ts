import { attack } from '../attack.ts';

/** Every object within reach whose prototype chain does not end at this realm's own Object.prototype. */
export const escape = attack({
	grants: [],
	source: `
		const seen = new Set();
		const queue = [globalThis];
		const strange = [];
		while (queue.length > 0 && seen.size < 3000) {
			const value = queue.shift();
			if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) continue;
			seen.add(value);
			let end = value;
			for (let next = end; next; next = Object.getPrototypeOf(next)) end = next;
			if (end !== Object.prototype) strange.push(value);
			for (const key of Reflect.ownKeys(value)) { const { value: held, get } = Object.getOwnPropertyDescriptor(value, key); queue.push(held, get); }
			queue.push(Object.getPrototypeOf(value));
		}
		return strange.map((value) => loot(value) ?? Reflect.ownKeys(value).map((key) => loot(value[key])).find(Boolean)).find(Boolean);
	`,
});
