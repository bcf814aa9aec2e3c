import { attack } from '../attack.ts';

/** Words by which an engine would take bytes for code: bytecode readers and snapshot entries. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['evalBytecode', 'bjson', 'loadScript', '__loadScript', 'WebAssembly', 'JS_ReadObject', 'startupSnapshot'];
		return names.filter((name) => name in globalThis).map((name) => loot(globalThis[name])).find(Boolean);
	`,
});
