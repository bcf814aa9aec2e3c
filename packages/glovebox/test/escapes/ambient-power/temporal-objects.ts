import { attack } from '../attack.ts';

/** The newest built-ins are the least looked at. */
export const escape = attack({
	grants: [],
	source: `
		return loot(Temporal.Now) ?? loot(Temporal.Now.instant()) ?? loot(Temporal.PlainDate.from('2026-01-01').calendarId.constructor);
	`,
});
