import { attack } from '../attack.ts';

/** `then` of the host's promises is replaced: every await of a library goes by the guest. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const shape = Object.getPrototypeOf(plain.greet('x'));
		if (shape !== Promise.prototype) { const original = shape.then; shape.then = function (...both) { return Reflect.apply(original, this, both); }; }
		return 'done';
	`,
});
