import { attack } from '../attack.ts';

/** A host promise is adopted by returning it from an async function; no handler of the guest's is wrapped. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const adopt = async () => plain.keys(null);
		const error = await adopt().then(() => undefined, (reason) => reason);
		return loot(error);
	`,
});
