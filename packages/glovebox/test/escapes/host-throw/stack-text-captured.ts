import { attack } from '../attack.ts';

/** A captured stack on a plain record, taken from inside a callback of the engine's. */
export const escape = attack({
	grants: [],
	source: `
		Error.stackTraceLimit = 1000;
		return [1].map(() => { const record = {}; Error.captureStackTrace?.(record); return record.stack; });
	`,
});
