/** What may explain that the sixth sandbox, an isolate, held. Some of these are true of it and explain it. */
export type Reason = 'own-heap' | 'copied-values' | 'word-filter' | 'time-limit' | 'null-prototype' | 'strict-mode';

/** For each of the five, the text of a guest whose value (or what its promise gives) is the flag. */
export const attacks: Readonly<Record<'bare' | 'nullPrototype' | 'copies' | 'filtered' | 'empty', string>> = {
	// TODO: read sandboxes.ts; what does each guest get into its hands that was made outside?
	bare: '',
	nullPrototype: '',
	copies: '',
	filtered: '',
	empty: '',
};

/** The report on the sixth: the strongest attack that you tried, whether it broke out, and which reasons explain that. */
export const sixth: { readonly attack: string; readonly broken: boolean; readonly reasons: readonly Reason[] } = {
	attack: '',
	broken: true,
	reasons: [],
};
