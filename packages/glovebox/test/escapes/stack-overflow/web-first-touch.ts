import { attack } from '../attack.ts';

/** A global of the web is touched in the last frames of the stack: its script is fetched, compiled and evaluated there. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['ReadableStream', 'FormData', 'URLPattern', 'TextDecoder', 'Blob', 'EventTarget', 'Headers'];
		let got;
		const stacks = [];
		const fill = (left, name) => (left > 0 ? fill(left - 1, name) : typeof globalThis[name]);
		let depth = 100;
		try { for (; depth < 300_000; depth = Math.ceil(depth * 1.4)) fill(depth, 'undefined'); } catch {}
		for (const name of names) {
			for (let at = Math.floor(depth / 1.4), tried = 0; tried < 9; at += Math.ceil((depth - depth / 1.4) / 9), tried++) { try { fill(at, name); } catch (error) { if (stacks.length < 3) { got ??= loot(error); stacks.push(error.stack); } } }
		}
		return [got, stacks];
	`,
});
