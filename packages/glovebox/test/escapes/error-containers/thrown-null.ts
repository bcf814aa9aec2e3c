import { attack } from '../attack.ts';

/** `throw null` and other values that code after a `catch` forgets (vm2 CVE-2026-44001). */
export const escape = attack({
	grants: [],
	source: `
		setTimeout(() => { throw null; }, 0);
		Promise.reject(undefined);
		queueMicrotask(() => { throw Object.create(null); });
		await new Promise((done) => setTimeout(done, 5));
		throw null;
	`,
});
