import { attack } from '../attack.ts';

/** The prototype of the global object becomes a proxy: every free name that the bridge looks up late is heard. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		const heard = [];
		try {
			Object.setPrototypeOf(globalThis, new Proxy(Object.prototype, { has(target, key) { heard.push(key); return Reflect.has(target, key); }, get(target, key, receiver) { heard.push(key); return Reflect.get(target, key, receiver); } }));
		} catch {}
		await plain.add(1, 2);
		try { direct.sum(1); } catch {}
		console.log('x');
		return [heard.map(String), heard.map((name) => { try { return loot(globalThis[name]); } catch { return undefined; } })];
	`,
});
