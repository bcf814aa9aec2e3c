import { attack } from '../attack.ts';

/** Globals of the engines' own shells: d8, qjs, test262. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['std', 'os', 'bjson', 'print', 'scriptArgs', 'load', 'loadScript', 'read', 'readbuffer', 'gc', '$262', 'd8', 'Realm', 'ShadowRealm', 'navigator', 'Deno', 'Bun', 'performance'];
		const found = names.filter((name) => name in globalThis).map((name) => loot(globalThis[name]));
		return [found, globalThis.std?.getenv?.('GLOVEBOX_SECRET'), globalThis.std?.loadFile?.(secretFile), globalThis.Deno?.readTextFileSync?.(secretFile)];
	`,
});
