/**
 * `console.count` and `console.time`, and what belongs to them.
 *
 * Runs on: guest.
 * Trusts: nothing. Labels are keys of records without a prototype.
 */
import { mathFloor, mathMax, StringFunction, stringSlice } from '../../codec/intrinsics.ts';
import { listOf, type Print } from './print.ts';

type Labelled = Record<string, number | undefined>;

const longestLabel = 200;

/** The methods that count how often they are called, by label. */
export function createCounters(print: Print) {
	const counts: Labelled = { __proto__: null } as never;
	return {
		count(label?: unknown): void {
			const key = labelOf(label);
			const count = (counts[key] ?? 0) + 1;
			counts[key] = count;
			print('log', ['%s: %d', key, count]);
		},
		countReset(label?: unknown): void {
			const key = labelOf(label);
			if (counts[key] === undefined) print('warn', ["Warning: Count for '%s' does not exist", key]);
			else delete counts[key];
		},
	};
}

/** The methods that measure time, by label. `now` gives milliseconds. */
export function createStopwatches(print: Print, now: () => number) {
	const starts: Labelled = { __proto__: null } as never;

	const tell = (method: string, key: string, more: readonly unknown[]): void => {
		const start = starts[key];
		if (start === undefined) print('warn', ["Warning: No such label '%s' for console.%s()", key, method]);
		else print('log', listOf(['%s: %s', key, durationText(now() - start)], more));
	};

	return {
		time(label?: unknown): void {
			const key = labelOf(label);
			if (starts[key] === undefined) starts[key] = now();
			else print('warn', ["Warning: Label '%s' already exists for console.time()", key]);
		},
		timeLog(label?: unknown, ...more: readonly unknown[]): void {
			tell('timeLog', labelOf(label), more);
		},
		timeEnd(label?: unknown): void {
			const key = labelOf(label);
			tell('timeEnd', key, []);
			delete starts[key];
		},
	};
}

/** `12ms`, and from a second on `1.234s`. */
function durationText(milliseconds: number): string {
	// A clock can be set back.
	const whole = mathMax(0, mathFloor(milliseconds));
	if (whole < 1_000) return `${whole}ms`;
	return `${mathFloor(whole / 1_000)}.${stringSlice(`00${whole % 1_000}`, -3)}s`;
}

/** The text of a label, `default` where none is given. What the guest's own conversion throws is contained. */
function labelOf(label: unknown): string {
	if (label === undefined) return 'default';
	try {
		return stringSlice(StringFunction(label), 0, longestLabel);
	} catch {
		return '<unreadable label>';
	}
}
