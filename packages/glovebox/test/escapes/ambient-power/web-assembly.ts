import { attack } from '../attack.ts';

/** WebAssembly makes promises, functions and errors of its own: whose are they? */
export const escape = attack({
	grants: [],
	source: `
		const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
		const compiled = WebAssembly.compile(bytes);
		let thrown;
		try { new WebAssembly.Module(new Uint8Array(1)); } catch (error) { thrown = error; }
		return loot(compiled) ?? loot(thrown) ?? loot(WebAssembly.compileStreaming);
	`,
});
