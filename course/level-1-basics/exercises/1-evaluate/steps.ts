import { check, defineExercise } from 'glovebox/grading';
import type { Result } from './start.ts';

interface Submission {
	readonly evaluate: (code: string, vars?: Record<string, unknown>) => Result;
}

const scopes = '../../guides/1-contexts-and-scopes.md';
const scripts = '../../guides/3-compile-then-run.md';
const errors = '../../guides/4-errors-across-realms.md';
const boundary = '../../guides/5-isolation-is-not-security.md';

export const exercise = defineExercise({
	title: 'Evaluate',
	builtins: ['vm', 'util'],
	limits: { wallMs: 10_000, cpuMs: 1_200 },
	steps: [
		check({
			id: 'value',
			task: 1,
			sentence: 'returns the value of an expression that uses the variables',
			guide: `${scripts}#what-is-the-value-of-a-run`,
			why: 'A script has a completion value: that of the last expression statement that ran.',
			input: ['1 + 2', 'x * y', 'let z = x; z + 1'],
			drive: ({ evaluate }: Submission, codes) => codes.map((code) => evaluate(code, { x: 6, y: 7 })),
			expect: [
				{ kind: 'value', value: 3 },
				{ kind: 'value', value: 42 },
				{ kind: 'value', value: 7 },
			],
		}),
		check({
			id: 'own-realm',
			task: 1,
			sentence: 'leaves the globals of the caller alone',
			guide: `${scopes}#what-can-a-script-see-of-my-variables`,
			why: 'eval, Function and runInThisContext all share the global object of the code that calls them.',
			input: 'globalThis.leaked = 1; typeof leaked',
			drive: ({ evaluate }: Submission, code) => [evaluate(code).kind, 'leaked' in globalThis],
			expect: ['value', false],
			mistakes: [
				{
					id: 'own-realm',
					when: ([, leaked]) => leaked === true,
					message: 'The code ran in your own realm: a global that it made is now a global of yours.',
				},
			],
		}),
		check({
			id: 'uncaught',
			task: 2,
			sentence: 'turns an error into { kind, name, message }',
			guide: `${errors}#whose-error-is-it`,
			why: 'What a script throws passes through runInContext like any other exception.',
			input: 'nope + 1',
			drive: ({ evaluate }: Submission, code) => evaluate(code),
			expect: { kind: 'error', name: 'ReferenceError', message: 'nope is not defined' },
			mistakes: [
				{
					id: 'uncaught',
					when: (_got, failure) => failure?.code === 'GLOVEBOX_GUEST_THROW',
					message: 'evaluate threw what the code threw. Its caller wants a record, whatever happens.',
				},
			],
		}),
		check({
			id: 'no-line',
			task: 2,
			sentence: 'gives the line of what does not parse',
			guide: `${errors}#where-did-it-happen`,
			why: 'new vm.Script parses and runs nothing. The stack of its SyntaxError begins with the file name and the line.',
			input: 'const a = 1;\nconst b = 2;\nconst c = ;',
			drive: ({ evaluate }: Submission, code) => evaluate(code),
			expect: { kind: 'error', name: 'SyntaxError', message: "Unexpected token ';'", line: 3 },
			mistakes: [
				{
					id: 'no-line',
					when: (got) => got.kind === 'error' && got.line !== 3,
					message: 'The code does not parse, and your record does not say where: its author has to search three lines.',
				},
			],
		}),
		check({
			id: 'null-throw',
			task: 2,
			sentence: 'takes it when code throws null, undefined or a text',
			guide: `${errors}#what-can-be-thrown`,
			why: 'JavaScript can throw any value. null and undefined have no properties to read.',
			input: ['throw null', 'throw undefined', 'throw "stop"'],
			drive: ({ evaluate }: Submission, codes) => codes.map((code) => evaluate(code)),
			expect: ['null', 'undefined', 'stop'].map((message) => ({ kind: 'error', name: 'Thrown', message })),
			mistakes: [
				{
					id: 'null-throw',
					when: (_got, failure) => /^Cannot (read properties of|destructure)/.test(failure?.message ?? ''),
					message: 'Your catch reads a property of what was thrown, and null has none: evaluate itself threw a TypeError.',
				},
			],
		}),
		check({
			id: 'hangs',
			task: 3,
			sentence: 'stops a loop after 100 ms',
			guide: `${boundary}#what-does-a-context-not-stop`,
			why: 'Without the option timeout, runInContext returns when the code does.',
			input: 'while (true) {}',
			drive: ({ evaluate }: Submission, code) => evaluate(code),
			expect: { kind: 'timeout' },
			mistakes: [
				{
					id: 'hangs',
					when: (_got, failure) => failure?.limit !== undefined,
					message:
						'The loop never ended, and evaluate with it. Only a timeout given to vm stops a loop: a timer of yours never gets its turn.',
				},
			],
		}),
	],
});
