import { check, hide } from 'glovebox/grading';
import type { Result } from './start.ts';

interface Submission {
	readonly evaluate: (code: string, vars?: Record<string, unknown>) => Result;
}

const globals = '../../guides/2-what-is-in-a-new-global.md';
const errors = '../../guides/4-errors-across-realms.md';
const boundary = '../../guides/5-isolation-is-not-security.md';

export const hidden = hide([
	check({
		id: 'text-match',
		task: 3,
		sentence: 'takes nothing for a timeout that is none',
		guide: `${errors}#what-can-be-thrown`,
		why: "Whoever throws chooses the text. The code ERR_SCRIPT_EXECUTION_TIMEOUT is Node's, on an error that is not the script's.",
		input: 'throw new Error("Script execution timed out after 100ms")',
		drive: ({ evaluate }: Submission, code) => evaluate(code),
		expect: { kind: 'error', name: 'Error', message: 'Script execution timed out after 100ms' },
		mistakes: [
			{
				id: 'text-match',
				when: (got) => got.kind === 'timeout',
				message: 'You told the timeout by its text, and the code threw an error with that text.',
			},
		],
	}),
	check({
		id: 'getter-ran',
		task: 2,
		sentence: 'reads no property that the code made to strike back',
		guide: `${errors}#how-do-you-read-what-you-do-not-trust`,
		why: 'A getter of a thrown object is code of the guest; your catch runs it, after the time limit has ended.',
		input: 'throw { get message() { throw 1 } }',
		drive: ({ evaluate }: Submission, code) => evaluate(code),
		expect: { kind: 'error', name: 'Thrown', message: 'an object' },
		mistakes: [
			{
				id: 'getter-ran',
				when: (_got, failure) => failure !== undefined,
				message: 'Reading message of what was thrown ran a getter, which threw again, inside your catch.',
			},
		],
	}),
	check({
		id: 'shared-vars',
		task: 4,
		sentence: 'leaves the variables as they were',
		guide: `${boundary}#how-does-data-get-in-and-out`,
		why: 'An object that is handed in is the same object on both sides: assignment and push reach the caller.',
		input: 'x = 5; list.push(4); x + list.length',
		drive: ({ evaluate }: Submission, code) => {
			const vars = { x: 1, list: [1, 2, 3] };
			return [evaluate(code, vars), vars];
		},
		expect: [
			{ kind: 'value', value: 9 },
			{ x: 1, list: [1, 2, 3] },
		],
		mistakes: [
			{
				id: 'shared-vars',
				when: ([, vars]) => (vars as { x: number }).x !== 1 || (vars as { list: number[] }).list.length !== 3,
				message: 'The code changed the variables of its caller: it got them, not a copy.',
			},
		],
	}),
	check({
		id: 'host-object',
		task: 4,
		sentence: 'hands the code nothing of its own realm',
		guide: `${globals}#how-do-i-give-code-a-value`,
		why: 'Every context has a Math of its own. A Math that you put in is yours, and a change of it is a change of yours.',
		input: 'Math.sqrt = () => 666; Math.sqrt(16)',
		drive: ({ evaluate }: Submission, code) => [evaluate(code), Math.sqrt(16)],
		expect: [{ kind: 'value', value: 666 }, 4],
		mistakes: [
			{ id: 'host-object', when: ([, root]) => root === 666, message: "Your guest changed the host's Math.sqrt: sqrt(16) is now 666." },
		],
	}),
]);
