import { attack } from '../attack.ts';

/** A module runs as a generator's body: words of generators, and what can be reached of it. */
export const escape = attack({
	grants: [],
	source: `
		export default 1;
		let got;
		for (const text of ['yield', 'yield* [1]', 'arguments', 'arguments.callee', 'new.target', 'super.x', 'return 1', 'this']) { try { got ??= loot((0, eval)(text)); } catch {} }
		try { got ??= loot((function () { return this; })()) ?? loot(arguments); } catch {}
		console.log(got);
	`,
});
