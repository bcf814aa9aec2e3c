import { attack } from '../attack.ts';

/** An error thrown while disposing wraps another: code that unwraps `catch` never sees the inner one. */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error('x');
		error.name = Symbol();
		const use = new Function('make', '{ using first = make(); throw 1; }');
		try { use(() => ({ [Symbol.dispose]() { error.stack; } })); } catch (suppressed) { return loot(suppressed.error) ?? loot(suppressed); }
	`,
});
