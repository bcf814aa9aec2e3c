/** Merges as they were written before prototype pollution was known. */

/** The usual deep merge before prototype pollution was known: walks into whatever is an object on both sides. */
export function naiveMerge(into: Record<string, unknown>, from: object): Record<string, unknown> {
	for (const key in from) {
		const value = (from as Record<string, unknown>)[key];
		if (typeof value === 'object' && value !== null && typeof into[key] === 'object')
			naiveMerge(into[key] as Record<string, unknown>, value);
		else into[key] = value;
	}
	return into;
}

/** As older libraries do: functions are walked into as well. */
export function deepMerge(into: Record<string, unknown>, from: object): Record<string, unknown> {
	for (const key in from) {
		const value = (from as Record<string, unknown>)[key];
		if (typeof value === 'object' && value !== null && into[key] instanceof Object) deepMerge(into[key] as Record<string, unknown>, value);
		else into[key] = value;
	}
	return into;
}
