/**
 * Which of many a test takes, programs of a corpus or promises of a table: every one under `npm test -- --all`, else a part that is another one each day and has
 * some of every class of a corpus. A run on the same day takes the same part.
 */
import { basename, dirname } from 'node:path';

const whole = process.env['GLOVEBOX_WHOLE'] === '1';
const today = Math.floor(Date.now() / 86_400_000);

/** One in so many of each class, and at least one of each. */
export function sample(files: readonly string[], oneIn: number, start: number = today): string[] {
	const byClass = Map.groupBy(files, (file) => basename(dirname(file)));
	return [...byClass.values()].flatMap((some) => part(some, Math.min(oneIn, some.length), start));
}

/** One in so many of a list. */
export function part<T>(items: readonly T[], oneIn: number, start: number = today): T[] {
	return items.filter((_, index) => whole || index % oneIn === start % oneIn);
}
