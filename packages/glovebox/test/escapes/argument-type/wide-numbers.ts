import { attack } from '../attack.ts';

/** Numbers at the edges, as lengths, positions and amounts: -0, NaN, infinities, 2 ** 53, and bigint of the same value. */
export const escape = attack({
	grants: ['checked', 'text'],
	source: `
		const told = [];
		for (const value of [-0, NaN, Infinity, -Infinity, 2 ** 53, 5e-324, 10n, '1e9']) { for (const way of [() => checked.double(value), () => text.pad(value), () => text.call('abc', 'at', value)]) { try { told.push(await way()); } catch (error) { told.push(loot(error) ?? String(error)); } } }
		return told;
	`,
});
