import { check, hide } from 'glovebox/grading';
import { engineOf, serve } from './service.ts';
import type { Options } from './start.ts';

interface Submission {
	readonly options: Options;
}

const operating = '../../guides/5-operating-it.md';
const drive = ({ options }: Submission): Options => options;
const most = { wallMs: 3_000, memoryBytes: 128 * 2 ** 20, outputBytes: 2 ** 20, consoleBytes: 2 ** 18, hostCalls: 1_000 } as const;
/** Bombs and floods run only where something stands behind the limits: they are not to end the grader. */
const isHeld = (options: Options) => engineOf(options).stop === 'process';

const bombs: readonly string[] = [
	'const all = []; for (;;) all.push(new Array(100_000).fill(all.length))',
	'const all = []; for (;;) all.push(new Uint8Array(2 ** 20).fill(1))',
	'"x".repeat(2 ** 21)',
	'for (let at = 0; at < 1e5; at++) console.log("x".repeat(1000))',
	'for (;;) await log("x")',
];

/** Twenty honest scripts, each with its answer. */
const honest: readonly (readonly [script: string, answer: string])[] = [
	['6 * 7', '42'],
	['(await upload.read("report.txt")).split("\\n").length', '3'],
	['(await upload.read("report.txt")).split("\\n").reduce((sum, line) => sum + Number(line.split(" ")[1]), 0)', '19'],
	['await upload.save("sum.txt", "19"); await upload.read("sum.txt")', "'19'"],
	['for (let at = 0; at < 100; at++) await log(at); "logged"', "'logged'"],
	['"x".repeat(200_000).length', '200000'],
	['new Array(200_000).fill("y").join("").slice(0, 150_000).length', '150000'],
	['new Uint8Array(2 ** 24).fill(7).lastIndexOf(7)', '16777215'],
	['Array.from({ length: 20_000 }, (_, at) => ({ at })).filter(({ at }) => at % 2).length', '10000'],
	['let sum = 0; for (let at = 0; at < 30_000; at++) sum += at % 7; sum', '89995'],
	['[..."hello"].reverse().join("")', "'olleh'"],
	['JSON.stringify({ a: [1, 2] })', `'{"a":[1,2]}'`],
	['JSON.parse(\'{"total":3}\').total', '3'],
	['new Map([["pens", 3]]).get("pens")', '3'],
	['/(\\w+) (\\d+)/.exec("ink 4")[2]', "'4'"],
	['await new Promise((done) => setTimeout(() => done("waited"), 20))', "'waited'"],
	['try { null.x } catch (error) { error.name }', "'TypeError'"],
	['console.log("a line"); "printed"', "'printed'"],
	['const report = await upload.read("report.txt"); "x".repeat(190_000) + report.length', ''],
	['(await Promise.all([1, 2, 3].map(async (n) => n * n))).join()', "'1,4,9'"],
];

export const hidden = hide([
	check({
		id: 'unbounded',
		task: 4,
		sentence: 'bounds time, memory, output, console and calls of each script',
		guide: operating,
		why: 'Each channel without a limit is the way to stop the service: a heap, buffers outside of it, a result, a log, a function.',
		drive,
		judge: async (options) => {
			const beyond = Object.entries(most).find(([name, bound]) => !(options.limits[name as keyof typeof most] <= bound));
			if (beyond || !isHeld(options))
				return { message: `A script may use more of ${beyond?.[0] ?? 'your thread'} than the service can give.` };
			const { replies } = await serve({ ...options, errors: 'message' }, '', bombs);
			// On a busy machine the deadline may come before the memory is full.
			return replies.every((reply) => reply.startsWith('error GLOVEBOX_LIMIT'));
		},
	}),
	check({
		id: 'storm',
		task: 4,
		sentence: 'serves honest scripts while twenty others loop',
		guide: operating,
		why: 'A script that loops holds its carrier for wallMs, and another has to be started. With a queue that is full by then, everybody else is turned away.',
		drive,
		judge: async (options) => {
			if (!isHeld(options)) return false;
			// Looked at before it is run: twenty loops at the largest deadline would hold the grader for twenty seconds.
			if (options.pool.queue < 30 || options.pool.queue > 40) return false;
			const scripts = [...Array.from({ length: 2 }, () => 'for (;;);'), ...Array.from({ length: 4 }, () => '6 * 7')];
			const { replies } = await serve({ ...options, errors: 'message' }, '', scripts, true);
			return replies.slice(2).every((reply) => reply === 'ok 42');
		},
		mistakes: [
			{
				id: 'turned-away',
				when: ({ pool }) => pool.queue < 30,
				message: 'Twenty scripts that loop and ten honest ones came, and your queue had no place for them: honest ones were turned away.',
			},
			{
				id: 'endless-queue',
				when: ({ pool }) => pool.queue > 40,
				message: 'Your queue takes more scripts than the machine can finish before their authors have given up.',
			},
		],
	}),
	check({
		id: 'too-tight',
		task: 5,
		sentence: 'lets twenty honest scripts do their work',
		guide: operating,
		why: 'A wall that honest users run into is taken down by somebody in a hurry.',
		drive,
		judge: async (options) => {
			if (!isHeld(options)) return false;
			const { replies } = await serve(
				{ ...options, errors: 'message' },
				'',
				honest.map(([script]) => script),
			);
			const failed = replies.findIndex((reply, at) => !reply.startsWith(`ok ${honest[at]?.[1]}`));
			return failed === -1 || { message: `An honest script failed: ${honest[failed]?.[0]} came to "${replies[failed]}".` };
		},
	}),
]);
