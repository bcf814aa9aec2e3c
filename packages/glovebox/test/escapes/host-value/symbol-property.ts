import { attack } from '../attack.ts';

/** A property under a symbol is listed by `ownKeys`. */
export const escape = attack({
	grants: ['objects'],
	source: `
		const record = await objects.symbols();
		return Object.getOwnPropertySymbols(record).map((symbol) => record[symbol]);
	`,
});
