import { check, defineExercise } from 'glovebox/grading';
import type { Report, Source } from './start.ts';

interface Submission {
	readonly report: (source: Source) => Report;
}

const errors = '../../guides/4-errors-across-realms.md';

export const exercise = defineExercise({
	title: 'Error report',
	builtins: ['vm', 'util'],
	limits: { wallMs: 10_000, cpuMs: 1_200 },
	steps: [
		check({
			id: 'null-throw',
			task: 1,
			sentence: 'tells syntax errors, errors, other values and timeouts apart',
			guide: `${errors}#what-can-be-thrown`,
			why: 'JavaScript can throw any value. null has no properties to read.',
			input: ['1 + 1', 'let = ;', 'null.x', 'throw null', 'throw { text: "no" }', 'while (true) {}'],
			drive: ({ report }: Submission, texts) => texts.map((text) => report({ text, filename: 'rule.js' }).kind),
			expect: ['ok', 'syntax', 'error', 'value', 'value', 'timeout'],
			mistakes: [
				{
					id: 'null-throw',
					when: (_got, failure) => /of (null|undefined) \(reading '(?!x')|as it is (null|undefined)/.test(failure?.message ?? ''),
					message: 'Your catch reads a property of what was thrown, and null has none: report itself threw.',
				},
				{ id: 'hangs', when: (_got, failure) => failure?.limit !== undefined, message: 'The loop never ended, and report with it.' },
				{
					id: 'uncaught',
					when: (_got, failure) => failure !== undefined,
					message: 'report threw what the text threw. Its caller wants a report, whatever happens.',
				},
				{
					id: 'wrong-realm',
					when: (kinds) => kinds?.[2] === 'value' && kinds[3] === 'value',
					message: 'You asked instanceof Error. The error was made in the context, whose Error is another one than yours.',
				},
			],
		}),
		check({
			id: 'message',
			task: 2,
			sentence: 'writes the name and the message',
			guide: `${errors}#whose-error-is-it`,
			why: 'The name of an error is a property of its prototype, the message one of its own.',
			input: [
				'let = ;',
				'null.x',
				'class Refused extends Error {}\nRefused.prototype.name = "Refused"; throw new Refused("no")',
				'throw 1n',
				'throw []',
				'for (;;);',
				'1',
			],
			drive: ({ report }: Submission, texts) => texts.map((text) => report({ text, filename: 'rule.js' }).message),
			expect: [
				...["SyntaxError: Unexpected token ';'", "TypeError: Cannot read properties of null (reading 'x')", 'Refused: no', 'Thrown: 1'],
				...['Thrown: an object', 'Stopped after 100 ms', ''],
			],
			mistakes: [
				{
					id: 'message',
					when: (got) => got[0] === "Unexpected token ';'",
					message: 'Your message lacks the name. "no" says less than "Refused: no".',
				},
			],
		}),
		check({
			id: 'position',
			task: 3,
			sentence: 'points at the line and the column',
			guide: `${errors}#where-did-it-happen`,
			why: 'The first frame of the stack that lies in the file is where the error was made. A syntax error has no frame; its stack opens with file and line.',
			input: ['let a = 1;\nlet b = null.x', 'ok = 1;\n  let = ;', 'function f() {\n\tthrow new Error("in f") }\nf()'],
			drive: ({ report }: Submission, texts) =>
				texts.map((text) => {
					const { line, column, excerpt } = report({ text, filename: 'rule.js' });
					return { line, column, excerpt };
				}),
			judge: (got) =>
				matches(got[0], 2, 14, 'let b = null.x\n             ^') &&
				got[1]?.line === 2 &&
				matches(got[2], 2, 8, '\tthrow new Error("in f") }\n       ^'),
			mistakes: [
				{
					id: 'position',
					when: (got) => got.some((one) => one?.line !== undefined && one.line !== null),
					message: 'Line, column or excerpt is off. Columns count from 1, and the caret stands below the character at the column.',
				},
			],
		}),
		check({
			id: 'line-offset',
			task: 3,
			sentence: 'counts lines in the file that the text came from',
			guide: `${errors}#where-did-it-happen`,
			why: 'The option lineOffset shifts the lines of errors. The excerpt is still a line of the text.',
			input: { text: '\n  missing()', filename: 'page.html', lineOffset: 10 },
			drive: ({ report }: Submission, source) => {
				const { line, column, excerpt } = report(source);
				const broken = report({ ...source, text: '\nlet = ;' });
				return { line, column, excerpt, syntax: broken.line };
			},
			expect: { line: 12, column: 3, excerpt: '  missing()\n  ^', syntax: 12 },
			mistakes: [
				{
					id: 'line-offset',
					when: ({ line }) => line === 2,
					message: 'The line is counted from the start of the text. The user opens the file, and finds another one there.',
				},
			],
		}),
		check({
			id: 'path-leak',
			task: 4,
			sentence: 'shows the frames of the file, and none of the host',
			guide: `${errors}#where-did-it-happen`,
			why: 'Below the frames of the guest the stack goes on with those of vm, of your code and of your server.',
			input: 'function f() { null.x }\nf()',
			drive: ({ report }: Submission, text) => report({ text, filename: 'rule.js' }).frames,
			expect: ['at f (rule.js:1:21)', 'at rule.js:2:1'],
			mistakes: [
				{
					id: 'path-leak',
					when: (frames) => frames.some((frame) => !frame.includes('rule.js:')),
					message: 'Frames of the host are in the report: it tells strangers your files.',
				},
			],
		}),
		check({
			id: 'cyclic',
			task: 5,
			sentence: 'follows the causes, five at most',
			guide: `${errors}#what-can-be-thrown`,
			why: 'cause may be anything: an error, a text, or the error itself.',
			input: [
				'throw new Error("a", { cause: new TypeError("b", { cause: "c" }) })',
				'const e = new Error("e"); e.cause = new Error("f", { cause: e }); throw e',
				'let e; for (let n = 0; n < 50; n += 1) e = new Error(n, { cause: e }); throw e',
			],
			drive: ({ report }: Submission, texts) => texts.map((text) => report({ text, filename: 'rule.js' }).causes),
			judge: ([plain, cyclic, long]) =>
				JSON.stringify(plain) === '["TypeError: b","Thrown: c"]' && cyclic?.[0] === 'Error: f' && cyclic.length <= 5 && long?.length === 5,
			mistakes: [
				{
					id: 'cyclic',
					when: (got, failure) => failure !== undefined || (got[2]?.length ?? 0) > 5,
					message: 'You follow the causes to their end. A cause that leads back to its error has none.',
				},
			],
		}),
	],
});

function matches(got: Readonly<Record<string, unknown>> | undefined, line: number, column: number, excerpt: string): boolean {
	return got?.['line'] === line && got['column'] === column && got['excerpt'] === excerpt;
}
