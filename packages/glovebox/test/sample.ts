/**
 * Which programs of a corpus a test takes: every one under `npm test -- --all`, else a part that is another one each day and has
 * some of every class. A run on the same day takes the same part.
 */
import { basename, dirname } from 'node:path';

const whole = process.env['GLOVEBOX_WHOLE'] === '1';
const today = Math.floor(Date.now() / 86_400_000);

/** One in so many of each class, and at least one of each. */
export function sample(files: readonly string[], oneIn: number, start: number = today): string[] {
	if (whole) return [...files];
	const byClass = Map.groupBy(files, (file) => basename(dirname(file)));
	return [...byClass.values()].flatMap((some) => {
		const step = Math.min(oneIn, some.length);
		return some.filter((_, index) => index % step === start % step);
	});
}
