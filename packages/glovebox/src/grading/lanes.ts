/** Doing several things at once, but not more than so many. */

/** Takes items in order, `atOnce` at a time. The first error ends it, when what is running has ended. */
export async function lanes<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> {
	if (!Number.isSafeInteger(atOnce) || atOnce < 1) throw new RangeError('options.atOnce must be a whole number above 0');
	const iterator = items[Symbol.iterator]();
	const errors: unknown[] = [];
	const lane = async (): Promise<void> => {
		for (let next = iterator.next(); !next.done && errors.length === 0; next = iterator.next()) {
			try {
				await work(next.value);
			} catch (error) {
				errors.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
	if (errors.length > 0) throw errors[0];
}
