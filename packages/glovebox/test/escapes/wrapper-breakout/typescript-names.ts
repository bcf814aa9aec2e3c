import { attack } from '../attack.ts';

/** TypeScript is turned into JavaScript text: names of enum members and namespaces that would end the text they are put in. */
export const escape = attack({
	grants: [],
	source: `
		enum Broken { 'x"] = 0; globalThis.got = loot(this); E["y' = 1, "a\\n});got=1;({" = 2, '\`\${globalThis.got = 1}\`' = 3, __proto__ = 4, constructor = 5 }
		namespace Outer { export const __proto__ = 1; export namespace constructor { export const prototype = loot(constructor); } }
		const told: unknown[] = [Broken[4], Broken.constructor, (globalThis as any).got, Object.keys(Broken)];
		return told.map((value) => loot(value as never)).find(Boolean) ?? told.map(String);
	`,
});
