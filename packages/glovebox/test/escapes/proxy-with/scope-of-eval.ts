import { attack } from '../attack.ts';

/** Direct eval inside of parameters makes a scope of its own between the function and its wrapper. */
export const escape = attack({
	grants: [],
	source: `
		const seen = [];
		function probe(read = eval('var arguments_ = typeof arguments === "object" ? arguments.callee : 0; () => arguments_'), self = this) { seen.push(read(), self, read()?.caller); }
		try { probe.call(undefined); } catch (error) { seen.push(error); }
		return seen.map((value) => loot(value)).find(Boolean);
	`,
});
