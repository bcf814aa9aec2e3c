import { attack } from '../attack.ts';

/** Objects that the internationalisation library makes, with bound getters. */
export const escape = attack({
	grants: [],
	source: `
		const format = new Intl.NumberFormat('de').format;
		const parts = new Intl.DateTimeFormat('en').formatToParts(0);
		const segments = new Intl.Segmenter('en').segment('a b');
		return loot(format) ?? loot(parts) ?? loot(segments) ?? loot(new Intl.Locale('en'));
	`,
});
