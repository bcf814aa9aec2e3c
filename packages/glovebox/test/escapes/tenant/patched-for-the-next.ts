import { attack } from '../attack.ts';

/** Built-ins are patched for whoever comes next. */
export const escape = attack({
	grants: [],
	source: `
		const { stringify } = JSON;
		JSON.stringify = (value, ...rest) => { globalThis.stolen = stringify(value); return stringify(value, ...rest); };
		const { toUpperCase } = String.prototype;
		String.prototype.toUpperCase = function () { globalThis.stolen = String(this); return Reflect.apply(toUpperCase, this, []); };
		return 1;
	`,
	victim: `return JSON.stringify({ token: input }) + String(input).toUpperCase();`,
	collect: `return globalThis.stolen;`,
});
