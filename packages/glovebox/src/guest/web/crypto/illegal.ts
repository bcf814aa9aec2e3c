/** Classes that only the realm makes instances of. */

export const ownerKey = Symbol('crypto');

/** Refuses `new` by anybody else, as the web's interfaces without constructor do. */
export function makeOnly(given: unknown): void {
	if (given !== ownerKey) throw new TypeError('Illegal constructor');
}
