/**
 * Finds the smallest change of facts that turns a condition over: every change that is told has been tried.
 *
 * Runs on: guest. The functions are sent as text, beside those of `operators.ts` and `walk.ts`.
 * Trusts: nothing of the facts but that they are a copy; the number of trials is bounded.
 */
import { factAt } from './operators.ts';
import type { Tree } from './walk.ts';

/** One fact, and what it would have to be. */
export interface Change {
	readonly path: readonly string[];
	readonly from: unknown;
	readonly to: unknown;
}

/** Values worth trying for each fact: those that it is compared with, and what lies on either side. */
export function candidatesOf(tree: Tree): Map<string, unknown[]> {
	const found = new Map<string, unknown[]>();
	const add = (path: readonly string[], values: readonly unknown[]) => {
		const key = JSON.stringify(path);
		found.set(key, [...(found.get(key) ?? []), ...values]);
	};
	const visit = ({ op, args = [] }: Tree): void => {
		const facts = args.filter((arg) => arg.op === 'fact');
		const consts = args.filter((arg) => arg.op === 'const');
		for (const { path } of facts) add(path as readonly string[], [...consts.flatMap(({ value }) => nearValues(value)), true, false, null]);
		// A list that has what it should have.
		if (op === 'contains')
			for (const { path } of facts)
				add(
					path as readonly string[],
					consts.map(({ value }) => [value]),
				);
		if (op === 'doesNotContain') for (const { path } of facts) add(path as readonly string[], [[]]);
		for (const arg of args) visit(arg);
	};
	visit(tree);
	return found;
}

export function nearValues(value: unknown): unknown[] {
	if (typeof value === 'number') {
		const step = Number.isInteger(value) ? 1 : Math.max(Math.abs(value), 1) / 100;
		return [value, value + step, value - step];
	}
	if (Array.isArray(value)) return value.slice(0, 5);
	return typeof value === 'string' ? [value, value === '' ? 'other' : `not ${value}`] : [value];
}

/** A copy of the facts with one of them changed. */
export function withChange(data: unknown, path: readonly string[], to: unknown): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return to;
	const isObject = typeof data === 'object' && data !== null;
	const copy = (Array.isArray(data) ? [...data] : { ...(isObject ? data : {}) }) as Record<string, unknown>;
	const below = isObject && Object.hasOwn(data, key) ? (data as Record<string, unknown>)[key] : undefined;
	Object.defineProperty(copy, key, { value: withChange(below, rest, to), writable: true, enumerable: true, configurable: true });
	return copy;
}

/** The fewest changes, at most three, after which `holds` answers otherwise; `null` where none was found within the budget. */
export function findFlip(
	candidates: ReadonlyMap<string, readonly unknown[]>,
	data: unknown,
	holds: (data: unknown) => boolean,
	budget: { left: number },
): readonly Change[] | null {
	const wanted = !holds(data);
	const options = [...candidates].map(([key, values]) => {
		const path = JSON.parse(key) as readonly string[];
		const from = factAt(data, path);
		return { path, from, values: values.filter((value, at) => value !== from && values.indexOf(value) === at) };
	});
	const search = (changed: unknown, start: number, left: number): readonly Change[] | null => {
		for (let at = start; at < options.length; at++) {
			const { path, from, values } = options[at] as (typeof options)[number];
			for (const to of values) {
				if (budget.left <= 0) return null;
				const next = withChange(changed, path, to);
				if (left === 1) {
					budget.left -= 1;
					if (holds(next) === wanted) return [{ path, from: from ?? null, to }];
					continue;
				}
				const rest = search(next, at + 1, left - 1);
				if (rest) return [{ path, from: from ?? null, to }, ...rest];
			}
		}
		return null;
	};
	for (let size = 1; size <= Math.min(3, options.length); size++) {
		const found = search(data, 0, size);
		if (found) return found;
	}
	return null;
}

export const flipParts: readonly ((...args: never[]) => unknown)[] = [candidatesOf, nearValues, withChange, findFlip];
