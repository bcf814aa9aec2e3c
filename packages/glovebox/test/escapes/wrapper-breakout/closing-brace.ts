import { attack } from '../attack.ts';

/** The text closes the function that it is thought to be pasted into, and goes on outside of it. */
export const escape = attack({
	grants: [],
	source: `
		let got;
		for (const text of ['return 1 })(); (function () { return this', '}); loot(this); ({', '}}}); process; ({{{', '*/ process /*', '\\n}//', '\`}) + process + (\`']) { try { got ??= loot(Function(text).call(undefined)?.process); } catch {} try { got ??= loot((0, eval)(\`(function () {\${text}\\n})\`)?.process); } catch {} }
		return got;
	`,
});
