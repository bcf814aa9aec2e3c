import { attack } from '../attack.ts';

/** The lent namespaces are objects: can they be changed, and does the change outlive the run? */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		try { Object.defineProperty(plain, 'add', { get: function read() { got = loot(read.caller); return () => 0; } }); } catch {}
		try { plain.greet = (name) => { got = name; }; } catch {}
		try { globalThis.plain = new Proxy(plain, { get: (target, key) => target[key] }); } catch {}
		await Promise.resolve(plain.add(1, 2));
		return got ?? loot(plain.add);
	`,
});
