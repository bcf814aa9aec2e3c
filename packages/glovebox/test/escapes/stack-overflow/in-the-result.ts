import { attack } from '../attack.ts';

/** The overflow is kept for the host: it happens when the host reads the result. */
export const escape = attack({
	grants: [],
	source: `
		const endless = { get next() { return endless.next; }, toJSON() { return endless.toJSON(); } };
		return endless;
	`,
});
