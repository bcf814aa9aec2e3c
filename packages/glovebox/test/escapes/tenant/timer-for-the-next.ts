import { attack } from '../attack.ts';

/** A timer is left running: it looks at the globals of the next. */
export const escape = attack({
	grants: [],
	source: `
		setInterval?.(() => { globalThis.stolen ??= globalThis.input; }, 1);
		(function again() { Promise.resolve().then(() => setTimeout(() => { globalThis.stolen ??= globalThis.input; if (!globalThis.stolen) again(); }, 1)); })();
		return 1;
	`,
	victim: `
		globalThis.kept = input;
		await new Promise((done) => setTimeout(done, 20));
		return 1;
	`,
	collect: `return [globalThis.stolen, globalThis.kept];`,
});
