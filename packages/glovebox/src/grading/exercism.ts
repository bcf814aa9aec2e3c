/** Results in the format of Exercism's test runners, version 3. */
import type { Grade } from './grade.ts';
import { type CheckResult, explain } from './result.ts';

export interface ExercismResults {
	readonly version: 3;
	readonly status: 'pass' | 'fail' | 'error';
	/** Where `status` is `'error'`: why nothing could be tested. */
	readonly message?: string;
	readonly tests: readonly ExercismTest[];
}

export interface ExercismTest {
	readonly name: string;
	readonly status: 'pass' | 'fail' | 'error';
	readonly message?: string;
	readonly output?: string;
	readonly test_code?: string;
	readonly task_id: number;
}

/**
 * A grade as Exercism's `results.json`. A hidden check has no `test_code`.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { check, exercismResults, grade } from 'glovebox/grading';
 * await using sandbox = createSandbox();
 * const drive = ({ one }: { one: number }) => one;
 * const checks = [check({ id: 'one', task: 1, sentence: 'is 1', drive, expect: 1 })];
 * const { status, tests } = exercismResults(await grade({ sandbox, submission: 'export const one = 2', checks }));
 * console.log(status, tests[0]?.name, tests[0]?.task_id); // → fail is 1 1
 * ```
 */
export function exercismResults({ status, message, checks }: Grade): ExercismResults {
	return { version: 3, status, ...(message === undefined ? {} : { message }), tests: checks.map(test) };
}

function test(result: CheckResult): ExercismTest {
	const { sentence, status, output, testCode, task } = result;
	return {
		name: sentence,
		status,
		...(status === 'pass' ? {} : { message: explain(result) }),
		...(output === '' ? {} : { output }),
		...(testCode === undefined ? {} : { test_code: testCode }),
		task_id: task,
	};
}
