import { attack } from '../attack.ts';

/** The class of what a host function throws: called, subclassed and asked for its static members. */
export const escape = attack({
	grants: ['failing'],
	source: `
		let error;
		try { await failing.told(); } catch (thrown) { error = thrown; }
		const Kind = error.constructor;
		const made = [];
		for (const way of [() => new Kind('x'), () => Kind('x'), () => new (class extends Kind {})(), () => Reflect.construct(Kind, ['x', { cause: error }], Array), () => Reflect.ownKeys(Kind).map((key) => Kind[key])]) { try { made.push(way()); } catch (thrown) { made.push(thrown); } }
		return made.flat().map((value) => loot(value)).find(Boolean) ?? [error.query, error.details, Reflect.ownKeys(error).map(String)];
	`,
});
