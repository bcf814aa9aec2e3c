/** Several checks as one, in one guest: for the gate, which asks of a wrong solution only that it passes them all. */
import type { Check } from '../../../grading/index.ts';

/** A check that passes where all of these do when they run one after another. Those over many inputs cannot be part of it. */
export function together(checks: readonly Check[]): Check {
	const [first] = checks;
	if (first === undefined) throw new TypeError('There are no checks to join');
	const drivers = checks.map(({ driverText }) => driverText).join(',\n');
	return {
		...first,
		id: 'together',
		sentence: 'passes all that come before',
		input: () => checks.map(({ input }) => (typeof input === 'function' ? input() : input)),
		driverText: `(async (submission, inputs) => {
			const got = [];
			for (const [at, drive] of [${drivers}].entries()) got.push(await drive(submission, inputs[at]));
			return got;
		})`,
		judge: async (got, inputs) => {
			for (const [at, check] of checks.entries()) {
				if ((await check.judge((got as unknown[])[at], (inputs as unknown[])[at])) !== true) return false;
			}
			return true;
		},
		expected: undefined,
		mistakes: [],
		limits: undefined,
	};
}

/**
 * A check and all before it, in one guest: it passes or fails as the last of them does with the others passed. Where the guest gave
 * no value, nobody knows which of them it was.
 */
export function afterOthers(before: readonly Check[], last: Check): Check {
	const all = together([...before, last]);
	const lastOf = (list: unknown) => (list as readonly unknown[]).at(-1);
	return {
		...last,
		input: all.input,
		driverText: all.driverText,
		judge: async (got, inputs) => {
			for (const [at, check] of before.entries()) {
				if ((await check.judge((got as unknown[])[at], (inputs as unknown[])[at])) !== true) return { id: 'before' };
			}
			return last.judge(lastOf(got), lastOf(inputs));
		},
		mistakes: last.mistakes.map((mistake) => {
			const { when } = mistake;
			return when === undefined ? mistake : { ...mistake, when: (got, failure, inputs) => when(lastOf(got), failure, lastOf(inputs)) };
		}),
	};
}
