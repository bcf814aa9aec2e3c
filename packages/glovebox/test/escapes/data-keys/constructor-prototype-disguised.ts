import { attack } from '../attack.ts';

/** The same behind an honest first key, and with a proxy that shows honest keys to the check. */
export const escape = attack({
	grants: ['settings'],
	source: `
		let asked = 0;
		const patch = new Proxy({ theme: 'dark' }, { ownKeys: () => (asked++ === 0 ? ['theme'] : ['theme', 'constructor']), getOwnPropertyDescriptor: (_t, key) => ({ value: key === 'theme' ? 'dark' : { prototype: { polluted: 'yes' } }, enumerable: true, configurable: true }), get: (_t, key) => (key === 'theme' ? 'dark' : key === 'constructor' ? { prototype: { polluted: 'yes' } } : undefined) });
		try { await settings.merge(patch); } catch {}
		await settings.merge(JSON.parse('{"theme": "dark", "constructor": {"prototype": {"polluted": "yes"}}}'));
		return 'done';
	`,
});
