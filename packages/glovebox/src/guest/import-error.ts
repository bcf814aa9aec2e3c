/**
 * Errors of imports that failed, told from errors that merely look like them.
 *
 * Runs on: guest.
 * Trusts: nothing; a guest may change such an error, but make none.
 */
import { createList, type List, WeakMapClass, weakMapGet, weakMapSet } from '../codec/intrinsics.ts';
import { ErrorClass, slice, stringify } from './intrinsics.ts';

/** As long as the host keeps a name, and as many importers as it keeps. Longer ones would cross uncounted. */
const longestName = 16 * 1024;
const mostImporters = 100;

const failed = new WeakMapClass<object, string>();

/** `importers` is who asked for it, then who asked for that one, and so on. */
export function importError(
	specifier: string,
	importers: List<string>,
	why: string,
	Class: new (message: string) => Error = ErrorClass,
): Error {
	const error = new Class(`Cannot import "${specifier}" from "${importers[0]}": ${why}`);
	let chain = '';
	for (let i = 0; i < importers.length && i < mostImporters; i++) chain += `${i === 0 ? '' : ','}${nameText(importers[i] as string)}`;
	weakMapSet(failed, error, `{"specifier":${nameText(specifier)},"importers":[${chain}]}`);
	return error;
}

function nameText(name: string): string {
	return stringify(slice(name, 0, longestName));
}

/** The text of `Failure.module` for a thrown value that is such an error. */
export function failedImport(thrown: unknown): string | undefined {
	return typeof thrown === 'object' && thrown !== null ? weakMapGet(failed, thrown) : undefined;
}

/** A list of one importer. */
export function importedBy(importer: string): List<string> {
	const importers = createList<string>();
	importers[0] = importer;
	return importers;
}
