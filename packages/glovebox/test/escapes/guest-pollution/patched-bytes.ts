import { attack } from '../attack.ts';

/** Typed arrays: constructor, species, accessors. Bytes that cross pass through what the guest put there. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const Typed = Object.getPrototypeOf(Uint8Array);
		Object.defineProperty(Typed, Symbol.species, { get: () => function (...args) { got ??= args.map((value) => loot(value)).find(Boolean); return new Uint8Array(...args); } });
		for (const name of ['set', 'subarray', 'slice', 'fill']) { const original = Typed.prototype[name]; Typed.prototype[name] = function (...args) { for (const value of [this, ...args]) got ??= loot(value); return Reflect.apply(original, this, args); }; }
		Object.defineProperty(Typed.prototype, 'byteLength', { get: () => 2 ** 20 });
		const echoed = [await plain.echo(new Uint8Array([1, 2, 3])), direct.echo(new Uint8Array([4]))];
		return got ?? echoed.map((bytes) => Array.from(bytes.slice ? bytes : [], (code) => String.fromCharCode(code)).join(''));
	`,
});
