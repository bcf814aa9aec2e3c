import { attack } from '../attack.ts';

/** The engine's own message names the function that cannot be constructed or spread. */
export const escape = attack({
	grants: ['sourced'],
	source: `
		const told = [];
		for (const use of [() => new sourced.method(), () => sourced.method.x.y, () => { for (const _ of sourced.method) return; }, () => sourced.arrow(), () => new (class extends sourced.arrow {})()]) { try { told.push(await use()); } catch (error) { told.push(error.message + error.stack); } }
		return told;
	`,
});
