import { attack } from '../attack.ts';

/** The refusal of an argument is an error with the schema's words: prototype, constructor, issues, path. */
export const escape = attack({
	grants: ['checked'],
	source: `
		const errors = [];
		for (const call of [() => checked.double('x'), () => checked.find({}), () => checked.upper(1), () => checked.double(Symbol()), () => checked.find(() => {})]) { try { errors.push(await call()); } catch (error) { errors.push(error); } }
		return errors.map((error) => loot(error) ?? loot(error.issues) ?? loot(error.constructor?.captureStackTrace) ?? [error.stack, error.message, Object.keys(error)]);
	`,
});
