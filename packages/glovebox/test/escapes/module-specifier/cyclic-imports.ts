import { attack } from '../attack.ts';

/** Modules in a circle, imported while they are failing: bindings before their time, and the error kept for the next import. */
export const escape = attack({
	grants: [],
	modules: {
		a: 'import { b } from "b"; export const a = typeof b; export default b',
		b: 'import * as self from "b"; import { a } from "a"; export const b = (() => { try { return a; } catch (error) { return error; } })(); export { self }',
		bad: 'import "worse"; export default 1',
		worse: 'throw new Error("worse", { cause: await import("a").catch((error) => error) })',
	},
	source: `
		const told = [];
		for (const name of ['a', 'b', 'bad', 'bad', 'worse']) { try { const found = await import(name); told.push(loot(found), loot(found.b), loot(found.default)); } catch (error) { told.push(loot(error), loot(error.cause), error.stack); } }
		return told;
	`,
});
