import { attack } from '../attack.ts';

/** No error at all: a record with a captured stack is formatted by the same code. */
export const escape = attack({
	grants: [],
	source: `
		const record = { name: Symbol(), get message() { return 'x'; } };
		Error.captureStackTrace?.(record);
		try { record.stack; } catch (thrown) { return loot(thrown); }
	`,
});
