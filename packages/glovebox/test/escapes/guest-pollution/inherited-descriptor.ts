import { attack } from '../attack.ts';

/** Descriptors written as literals inherit `get`, `set`, `value` and `writable`. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		Object.prototype.get = function () { got ??= loot(this); return 1; };
		Object.prototype.writable = true;
		let failed;
		try { direct.echo({ a: [1] }); console.log({ b: 1 }); } catch (error) { failed = loot(error); }
		delete Object.prototype.get;
		delete Object.prototype.writable;
		return got ?? failed;
	`,
});
