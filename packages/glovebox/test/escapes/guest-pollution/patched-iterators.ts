import { attack } from '../attack.ts';

/** The iterator of arrays is replaced: spread, destructuring and for-of of the bridge pass through it. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const shape = Object.getPrototypeOf([][Symbol.iterator]());
		const next = shape.next;
		shape.next = function () { const step = Reflect.apply(next, this, []); got ??= loot(step.value); return step; };
		const original = Array.prototype[Symbol.iterator];
		Array.prototype[Symbol.iterator] = function () { for (let i = 0; i < this.length; i++) got ??= loot(this[i]); return Reflect.apply(original, this, []); };
		await plain.echo([1, { a: 1 }]);
		direct.sum(1, 2);
		console.log([1]);
		return got;
	`,
});
