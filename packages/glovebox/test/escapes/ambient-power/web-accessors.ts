import { attack } from '../attack.ts';

/** The accessors behind the web's globals: taken off, called on other receivers, before and after they became properties. */
export const escape = attack({
	grants: [],
	source: `
		const found = [];
		for (const name of Reflect.ownKeys(globalThis)) {
			const { get, set } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
			if (!get && !set) continue;
			for (const way of [() => get.call(undefined), () => get.call({}), () => set.call({}, 1), () => set.call(undefined, 1), () => get.call(new Proxy({}, {})), () => Reflect.construct(get, []), () => get.caller, () => set.caller]) { try { found.push(way()); } catch (error) { found.push(error); } }
			found.push(get, set);
		}
		return [found.length, found.map((value) => (value === Object(value) ? loot(value) : undefined)).find(Boolean)];
	`,
});
