import { attack } from '../attack.ts';

/** `for await` over a list of host promises takes what they are rejected with. */
export const escape = attack({
	grants: ['plain'],
	source: `try { for await (const _value of [plain.keys(null)]) return; } catch (error) { return loot(error); }`,
});
