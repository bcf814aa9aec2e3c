/** What cannot be bundled, and why. */

/** The error of a package that cannot be bundled. */
export function cannotBundle(specifier: string, reason: string, cause?: unknown): TypeError {
	return new TypeError(`Cannot bundle "${specifier}": ${reason}`, cause === undefined ? undefined : { cause });
}
