import { attack } from '../attack.ts';

/** The value of a script is found by rewriting or by the engine: labels, blocks, loops and directives that hide the last statement. */
export const escape = attack({
	grants: [],
	source: `
		const read = (text) => { try { return (0, eval)(text); } catch (error) { return error; } };
		const texts = ['a: { 1; break a; }', 'do { 2; continue; } while (false)', 'switch (1) { case 1: this; }', 'try { this } finally { 3 }', 'with ({}) { this }', '"use strict"; this', 'if (0) 1; else { var x = this }', ';;;', 'for (var i of [this]) i', '{ function f() { return this } f() }'];
		return texts.map((text) => loot(read(text))).find(Boolean);
	`,
});
