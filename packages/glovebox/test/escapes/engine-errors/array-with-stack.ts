import { attack } from '../attack.ts';

/** A stack captured on an array of errors; its conversion to text joins symbols. */
export const escape = attack({
	grants: [],
	source: `
		const list = Object.assign([Symbol()], { name: [Symbol()] });
		Error.captureStackTrace?.(list);
		try { list.stack; } catch (thrown) { return loot(thrown); }
	`,
});
