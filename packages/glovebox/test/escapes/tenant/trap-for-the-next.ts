import { attack } from '../attack.ts';

/** The prototype of the global object becomes a proxy that the next realm would inherit. */
export const escape = attack({
	grants: [],
	source: `
		try { Object.setPrototypeOf(globalThis, new Proxy(Object.prototype, { set(target, key, value, receiver) { globalThis.stolen = value; return Reflect.set(target, key, value, receiver); } })); } catch {}
		return 1;
	`,
	victim: `
		globalThis.fresh = input;
		return 1;
	`,
	collect: `return [globalThis.stolen, globalThis.fresh];`,
});
