import { attack } from '../attack.ts';

/** The guest replaces `then` of its own promises: whoever awaits them by method is heard. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		const original = Promise.prototype.then;
		Promise.prototype.then = function (...handlers) { got ??= handlers.map((handler) => handler && loot(handler)).find(Boolean); return Reflect.apply(original, this, handlers); };
		await plain.greet('x').then((value) => value);
		await new Promise((done) => setTimeout(done, 1));
		return got;
	`,
});
