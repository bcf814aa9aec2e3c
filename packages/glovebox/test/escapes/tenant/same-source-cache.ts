import { attack } from '../attack.ts';

/** Both tenants run the same text: a compiled program kept for both must not keep its functions and literals too. */
export const escape = attack({
	grants: [],
	before: `
		globalThis.make = () => { const literal = /kept/g; return literal; };
		make().token = input;
		Object.getPrototypeOf(make()).token = input;
		return 1;
	`,
	source: `
		globalThis.make ??= () => { const literal = /kept/g; return literal; };
		return [make().token, make().lastIndex, RegExp.prototype.token];
	`,
});
