/** What a value is, told without running any code of its realm. */
export interface Description {
	readonly kind: string;
	/** Own enumerable properties: the key, and the kind of the value or `getter`. */
	readonly properties: readonly (readonly [key: string, kind: string])[];
}

/** Describes any value of any realm. */
export function describe(value: unknown): Description {
	// TODO: right for one realm only, and it asks the value itself
	if (value instanceof Array) return { kind: 'array', properties: [] };
	if (value instanceof Date) return { kind: 'date', properties: [] };
	return { kind: typeof value, properties: [] };
}
