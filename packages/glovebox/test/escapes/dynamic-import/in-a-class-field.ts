import { attack } from '../attack.ts';

/** An import whose place is odd: in a class field, a computed key, a default parameter, a template tag, a generator that is closed. */
export const escape = attack({
	grants: [],
	source: `
		const wait = (promise) => promise?.then?.((value) => loot(value), (error) => loot(error));
		class Odd { static field = import('node:fs'); static [String(typeof import('node:os'))] = 1; }
		const byDefault = (value = import('node:vm')) => value;
		function* closing() { try { yield 1; } finally { yield import('node:net'); } }
		const running = closing();
		running.next();
		const tag = (_strings, value) => value;
		const all = [Odd.field, byDefault(), running.return().value, tag\`\${import('node:process')}\`];
		const told = await Promise.all(all.map(wait));
		return told.find(Boolean);
	`,
});
