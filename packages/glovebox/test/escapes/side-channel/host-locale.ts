import { attack } from '../attack.ts';

/** Locale, time zone and environment as the engine tells them. */
export const escape = attack({
	grants: [],
	source: `
		const told = [Intl.DateTimeFormat().resolvedOptions(), new Date(0).toString(), new Date().getTimezoneOffset(), Intl.supportedValuesOf?.('timeZone').length];
		return [told, loot(Intl.DateTimeFormat), loot(told[0])];
	`,
});
