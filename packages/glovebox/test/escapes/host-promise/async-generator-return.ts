import { attack } from '../attack.ts';

/** An asynchronous generator awaits what `return` is given, a host promise, and reads its constructor. */
export const escape = attack({
	grants: ['plain'],
	source: `
		async function* generate() { yield 1; }
		const promise = plain.greet('x');
		let got;
		try { Object.defineProperty(promise, 'constructor', { get: function read() { got ??= loot(read.caller); return Promise; } }); } catch {}
		await generate().return(promise);
		return got ?? loot(promise.then(() => 1));
	`,
});
