import { attack } from '../attack.ts';

/** An import that fails inside a module that fails inside an import: causes and their lists. */
export const escape = attack({
	grants: [],
	modules: {
		outer: 'import "inner"; export default 1',
		inner:
			'import("missing").catch((error) => { throw new Error("wrapped", { cause: error }) }); throw await import("missing").catch((error) => new AggregateError([error], "many", { cause: error }))',
	},
	source: `
		const found = [];
		for (let at = await import('outer').catch((error) => error), depth = 0; at && depth < 8; at = at.cause ?? at.errors?.[0], depth++) found.push(loot(at), at.stack, at.message, at.url, at.code);
		return found;
	`,
});
