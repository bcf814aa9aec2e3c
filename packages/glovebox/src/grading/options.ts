/** What grading is asked for, checked at the door. */
import { checkLimits } from '../core/limits.ts';
import { readFlag, readNames, readObject, readSignal, readTenant } from '../core/options.ts';
import type { Check } from './check.ts';
import type { Entry, GradeManyOptions } from './grade-many.ts';
import type { GradeOptions } from './grade.ts';
import type { Submission } from './guest-program.ts';

const shared = ['sandbox', 'checks', 'limits', 'modules', 'prefix', 'stopAtFirst', 'atOnce', 'seed', 'signal'];

/** Refuses what `grade` cannot be given. */
export function checkGradeOptions(options: GradeOptions): void {
	readNames(options, 'grade', [...shared, 'submission', 'tenant', 'onCheck']);
	const { onCheck } = options;
	checkShared(options);
	if (onCheck !== undefined && typeof onCheck !== 'function') throw new TypeError('options.onCheck must be a function');
}

/** Options that grading one submission and grading many have in common. */
function checkShared({ sandbox, checks, prefix, stopAtFirst, seed, limits, modules, tenant, signal }: Partial<GradeOptions>): void {
	if (typeof sandbox?.run !== 'function') throw new TypeError('options.sandbox must be made by createSandbox()');
	checkChecks(checks);
	checkLimits(limits);
	readObject(modules, 'options.modules');
	readTenant(tenant);
	readSignal(signal);
	readFlag(stopAtFirst, 'options.stopAtFirst', false);
	if (prefix !== undefined && typeof prefix !== 'string') throw new TypeError('options.prefix must be a string');
	if (seed !== undefined && !Number.isSafeInteger(seed)) throw new TypeError('options.seed must be a whole number');
}

function checkChecks(checks: unknown): void {
	if (!Array.isArray(checks) || checks.length === 0) throw new TypeError('options.checks must be a list of checks that is not empty');
	const ids = new Set<string>();
	for (const [index, each] of (checks as readonly Partial<Check>[]).entries()) {
		if (typeof each?.driverText !== 'string') throw new TypeError(`options.checks[${index}] must be made by check()`);
		if (ids.has(String(each.id))) throw new TypeError(`options.checks has two checks with the id "${each.id}"`);
		ids.add(String(each.id));
	}
}

/** Refuses what `gradeMany` cannot be given. */
export function checkGradeManyOptions(options: GradeManyOptions): void {
	readNames(options, 'gradeMany', [...shared, 'submissions', 'apart', 'onGrade']);
	checkShared(options);
	readFlag(options.apart, 'options.apart', false);
	const { onGrade, submissions } = options;
	if (onGrade !== undefined && typeof onGrade !== 'function') throw new TypeError('options.onGrade must be a function');
	if (!Array.isArray(submissions)) throw new TypeError('options.submissions must be a list of { submitter, submission }');
	for (const [index, entry] of (submissions as readonly Partial<Entry>[]).entries()) {
		const name = `options.submissions[${index}]`;
		if (typeof entry?.submitter !== 'string' || entry.submitter === '')
			throw new TypeError(`${name}.submitter must be a string that is not empty`);
		readSubmission(entry.submission ?? ({} as never), `${name}.submission`);
	}
}

/** A submission, checked. `name` is the option that holds it. */
export function readSubmission(submission: GradeOptions['submission'], name: string): Submission {
	const read: Submission =
		typeof submission === 'string' ? { source: submission, filename: defaultName } : { filename: defaultName, ...submission };
	if (typeof read.source !== 'string') throw new TypeError(`${name} must be a text, or { source, filename }`);
	if (typeof read.filename !== 'string' || read.filename === '') throw new TypeError(`${name}.filename must be a string that is not empty`);
	return read;
}

const defaultName = 'submission.ts';
