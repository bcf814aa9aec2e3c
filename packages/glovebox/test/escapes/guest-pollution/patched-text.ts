import { attack } from '../attack.ts';

/** Methods of strings and regular expressions, which a bridge uses to build and to split its paths. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const kinds = [String.prototype, RegExp.prototype, Number.prototype];
		for (const shape of kinds) for (const key of Reflect.ownKeys(shape)) {
			const descriptor = Object.getOwnPropertyDescriptor(shape, key);
			if (typeof descriptor.value !== 'function' || key === 'constructor') continue;
			const original = descriptor.value;
			shape[key] = function (...args) { for (const value of args) if (typeof value === 'function') got ??= loot(value); return Reflect.apply(original, this, args); };
		}
		await plain.greet('x');
		direct.echo('y');
		console.log('%s and %d', 'a', 1);
		return got;
	`,
});
