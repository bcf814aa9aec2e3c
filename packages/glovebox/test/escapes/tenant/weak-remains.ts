import { attack } from '../attack.ts';

/** Objects of the earlier tenant, found by weak references and finalisation. */
export const escape = attack({
	grants: [],
	before: `
		globalThis.ref = new WeakRef({ token: input });
		globalThis.registry = new FinalizationRegistry((held) => { globalThis.held = held; });
		globalThis.registry.register({}, input);
		return 1;
	`,
	source: `
		for (let i = 0; i < 20; i++) new Array(50_000).fill(i);
		await new Promise((done) => setTimeout(done, 30));
		return [globalThis.ref?.deref(), globalThis.held];
	`,
});
