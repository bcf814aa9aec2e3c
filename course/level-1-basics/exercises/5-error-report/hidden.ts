import { check, hide } from 'glovebox/grading';
import type { Report, Source } from './start.ts';

interface Submission {
	readonly report: (source: Source) => Report;
}

const errors = '../../guides/4-errors-across-realms.md';

export const hidden = hide([
	check({
		id: 'huge',
		task: 6,
		sentence: 'cuts texts at 1 000 characters',
		guide: `${errors}#what-can-be-thrown`,
		why: 'The guest chooses the text. A megabyte of it reaches your log, your database and your page.',
		input: ['throw new Error("x".repeat(1e6))', 'throw "x".repeat(1e6)', 'throw new Error("a", { cause: "x".repeat(1e6) })'],
		drive: ({ report }: Submission, texts) =>
			texts.map((text) => {
				const { message, causes } = report({ text, filename: 'rule.js' });
				return [message, ...causes].map((one) => [one.length, one.slice(0, 8), one.slice(-1)]);
			}),
		expect: [
			[[1000, 'Error: x', '…']],
			[[1000, 'Thrown: ', '…']],
			[
				[8, 'Error: a', 'a'],
				[1000, 'Thrown: ', '…'],
			],
		],
		mistakes: [
			{
				id: 'huge',
				when: (texts) => texts.flat().some(([length]) => Number(length) > 1000),
				message: 'A text of your report is a megabyte long: the guest chose its length.',
			},
		],
	}),
	check({
		id: 'prepare-ran',
		task: 3,
		sentence: 'gives Error.prepareStackTrace of the guest no turn',
		guide: `${errors}#how-do-you-read-what-you-do-not-trust`,
		why: 'The text of a stack is made when it is read, by Error.prepareStackTrace of the realm of the error: code of the guest, in your catch.',
		input: ['Error.prepareStackTrace = () => { throw 1 };\nnull.x', 'Error.prepareStackTrace = () => "x\\n    at rule.js:99:1";\nnull.x'],
		drive: ({ report }: Submission, texts) => texts.map((text) => report({ text, filename: 'rule.js' }).line),
		expect: [2, 2],
		mistakes: [
			{
				id: 'prepare-ran',
				when: (lines, failure) => failure !== undefined || lines.some((line) => line !== 2),
				message: "The guest's Error.prepareStackTrace ran when you read the stack, or Node did for you. It could have looped for ever.",
			},
		],
	}),
	check({
		id: 'ran-guest-code',
		task: 1,
		sentence: 'runs no getter of what was thrown',
		guide: `${errors}#how-do-you-read-what-you-do-not-trust`,
		why: 'A getter of a thrown value is code of the guest that runs in your catch, after the time limit has ended.',
		input: [
			'throw { get message() { throw 1 }, get stack() { throw 2 } }',
			'class Odd extends Error { get message() { throw 1 } }\nthrow new Odd()',
		],
		drive: ({ report }: Submission, texts) => texts.map((text) => report({ text, filename: 'rule.js' }).kind),
		expect: ['value', 'error'],
		mistakes: [
			{
				id: 'ran-guest-code',
				when: (_got, failure) => failure !== undefined,
				message: 'A getter of the thrown value threw in your catch, and report threw with it.',
			},
		],
	}),
	check({
		id: 'fake-frame',
		task: 3,
		sentence: 'does not take a line of the message for a frame',
		guide: `${errors}#where-did-it-happen`,
		why: 'The stack opens with name and message, and the guest chooses the message.',
		input: 'throw new Error("no\\n    at rule.js:99:1")',
		drive: ({ report }: Submission, text) => {
			const { line, frames } = report({ text, filename: 'rule.js' });
			return { line, frames };
		},
		expect: { line: 1, frames: ['at rule.js:1:7'] },
		mistakes: [
			{
				id: 'fake-frame',
				when: ({ line, frames }) => line === 99 || frames.length > 1,
				message: 'You found a frame that the guest wrote into the message of its error.',
			},
		],
	}),
]);
