/**
 * From the arguments of a method to a console entry.
 *
 * Runs on: guest.
 * Trusts: `emit`, which may throw to end the guest.
 */
import { mathMin } from '../../codec/intrinsics.ts';
import { define } from '../intrinsics.ts';
import type { ConsoleLevel } from '../../core/message.ts';
import { formatWith } from './format.ts';
import { indentLines, spaces } from './text.ts';

/** Sends one console entry on its way. */
export type Emit = (level: ConsoleLevel, text: string) => void;

/** Formats `values` and emits them, indented as the open groups say. */
export type Print = (level: ConsoleLevel, values: readonly unknown[]) => void;

/** How many open groups are shown; those further in are indented like these. */
const shownGroups = 50;

export interface Printer {
	readonly print: Print;
	/** As `print`, for text that is ready. */
	readonly printText: Emit;
	/** Opens a group (1) or closes one (-1). */
	readonly shift: (groups: 1 | -1) => void;
}

/** A printer with no group open. */
export function createPrinter(emit: Emit): Printer {
	let groups = 0;
	const printText: Emit = (level, text) => emit(level, indentLines(text, spaces(2 * mathMin(groups, shownGroups))));
	return {
		print: (level, values) => printText(level, formatWith(values)),
		printText,
		shift: (by) => {
			if (groups + by >= 0) groups += by;
		},
	};
}

/** A new array: `first`, and the items of `more` from index `from` on. */
export function listOf(first: readonly unknown[], more: readonly unknown[], from = 0): readonly unknown[] {
	const list: unknown[] = [];
	for (let index = 0; index < first.length; index++) define(list, index, first[index]);
	for (let index = from; index < more.length; index++) define(list, list.length, more[index]);
	return list;
}
