import { check, defineExercise } from 'glovebox/grading';
import type { Reply } from './start.ts';

interface Submission {
	readonly Sessions: new () => {
		run(name: string, code: string): Reply;
		state(name: string): Record<string, unknown>;
		close(name: string): boolean;
	};
}

const scopes = '../../guides/1-contexts-and-scopes.md';
const errors = '../../guides/4-errors-across-realms.md';
const boundary = '../../guides/5-isolation-is-not-security.md';

export const exercise = defineExercise({
	title: 'Sessions',
	builtins: ['vm', 'util', 'v8'],
	limits: { wallMs: 10_000, cpuMs: 1_200 },
	steps: [
		check({
			id: 'forgets',
			task: 1,
			sentence: 'keeps what a run leaves behind for the next run of the session',
			guide: `${scopes}#what-lives-in-a-context`,
			why: 'A global lives as long as its context. runInNewContext makes a context for one run.',
			input: ['let n = 40', 'n += 2; n'],
			drive: ({ Sessions }: Submission, codes) => {
				const sessions = new Sessions();
				return codes.map((code) => sessions.run('a', code));
			},
			expect: [
				{ ok: true, value: undefined },
				{ ok: true, value: 42 },
			],
			mistakes: [
				{
					id: 'forgets',
					when: (got, failure) => /not defined/.test(failure?.message ?? '') || got?.[1]?.ok !== true,
					message: 'The second run did not find what the first declared: it ran in another context.',
				},
			],
		}),
		check({
			id: 'crosstalk',
			task: 1,
			sentence: 'keeps two sessions apart',
			guide: `${scopes}#what-lives-in-a-context`,
			why: 'One context has one global object and one set of built-ins. Whoever shares it shares both.',
			input: ['secret = 1; Array.prototype.stained = true', 'typeof secret + [].stained'],
			drive: ({ Sessions }: Submission, [first = '', second = '']) => {
				const sessions = new Sessions();
				sessions.run('a', first);
				return sessions.run('b', second);
			},
			expect: { ok: true, value: 'undefinedundefined' },
			mistakes: [
				{ id: 'crosstalk', message: 'Session b saw what session a had done: a global of it, or a change of its Array.prototype.' },
			],
		}),
		check({
			id: 'throws',
			task: 2,
			sentence: 'names what went wrong instead of throwing',
			guide: `${errors}#whose-error-is-it`,
			why: 'Errors of a run belong to its realm: instanceof Error is false for them, Error.isError is true.',
			input: ['let a = 1', 'let a = 2', 'null.x', 'throw null'],
			drive: ({ Sessions }: Submission, codes) => {
				const sessions = new Sessions();
				return codes.map((code) => sessions.run('a', code));
			},
			expect: [
				{ ok: true, value: undefined },
				{ ok: false, name: 'SyntaxError', message: "Identifier 'a' has already been declared" },
				{ ok: false, name: 'TypeError', message: "Cannot read properties of null (reading 'x')" },
				{ ok: false, name: 'Thrown', message: 'object' },
			],
			mistakes: [
				{
					id: 'null-throw',
					when: (_got, failure) => /of null \(reading '(name|message|stack|constructor)'\)|as it is null/.test(failure?.message ?? ''),
					message: 'Your catch reads a property of what was thrown, and null has none.',
				},
				{
					id: 'throws',
					when: (_got, failure) => failure !== undefined,
					message: 'run threw what the code threw. Its caller wants a record.',
				},
				{
					id: 'wrong-realm',
					when: (got) => got[2]?.ok === false && got[2].name === 'Thrown',
					message: 'You asked instanceof Error. The error was made in the session, whose Error is another one than yours.',
				},
			],
		}),
		check({
			id: 'hangs',
			task: 2,
			sentence: 'stops a run after 100 ms, and the session goes on',
			guide: `${boundary}#what-does-a-context-not-stop`,
			why: 'Without the option timeout, runInContext returns when the code does.',
			input: ['n = 1; while (true) {}', 'n'],
			drive: ({ Sessions }: Submission, [loop = '', after = '']) => {
				const sessions = new Sessions();
				return [sessions.run('a', loop).ok, sessions.run('a', after)];
			},
			expect: [false, { ok: true, value: 1 }],
			mistakes: [{ id: 'hangs', when: (_got, failure) => failure?.limit !== undefined, message: 'The loop never ended, and run with it.' }],
		}),
		check({
			id: 'live-object',
			task: 3,
			sentence: 'answers the state as a plain copy, without functions',
			guide: `${boundary}#how-does-data-get-in-and-out`,
			why: 'The contextified object is the state itself: whoever writes to it, or to an object in it, writes into the session.',
			input: 'var n = 1; var deep = { list: [1, 2] }; function f() {}',
			drive: ({ Sessions }: Submission, code) => {
				const sessions = new Sessions();
				sessions.run('a', code);
				const state = sessions.state('a') as { n: number; deep: { list: number[] } };
				const keys = Object.keys(state).sort();
				const mine = Object.getPrototypeOf(state.deep.list) === Array.prototype;
				state.n = 9;
				state.deep.list.push(3);
				return { keys, mine, after: sessions.run('a', '[n, deep.list.length].join()'), none: sessions.state('b') };
			},
			expect: { keys: ['deep', 'n'], mine: true, after: { ok: true, value: '1,2' }, none: {} },
			mistakes: [
				{
					id: 'live-object',
					when: (got) => got.after.ok && String(got.after.value).startsWith('9'),
					message: "You handed out the session's own global object: what the caller wrote there, the session saw.",
				},
				{
					id: 'shallow-copy',
					when: (got) => got.after.ok && got.after.value === '1,3',
					message: 'You copied the outermost object only: the list in it was the session’s own.',
				},
				{
					id: 'functions',
					when: (got) => got.keys.includes('f'),
					message: 'A function of the session is among the state: calling it runs guest code, without a limit.',
				},
			],
		}),
		check({
			id: 'live-value',
			task: 3,
			sentence: 'answers the value of a run as a copy, too',
			guide: `${boundary}#how-does-data-get-in-and-out`,
			why: 'A completion value is an object of the session. Keeping it means keeping a way in.',
			input: 'var list = [1, 2]; list',
			drive: ({ Sessions }: Submission, code) => {
				const sessions = new Sessions();
				const reply = sessions.run('a', code);
				if (reply.ok) (reply.value as number[]).push(3);
				return sessions.run('a', 'list.length');
			},
			expect: { ok: true, value: 2 },
			mistakes: [
				{
					id: 'live-value',
					when: (got) => got.ok && got.value === 3,
					message: 'The caller pushed to the value it got, and the list in the session grew.',
				},
			],
		}),
		check({
			id: 'not-closed',
			task: 4,
			sentence: 'starts empty after close',
			guide: `${scopes}#what-lives-in-a-context`,
			why: 'A context is not emptied; it is let go, and the next one is new.',
			input: 'kept = 1',
			drive: ({ Sessions }: Submission, code) => {
				const sessions = new Sessions();
				sessions.run('a', code);
				return [sessions.close('a'), sessions.close('a'), sessions.state('a'), sessions.run('a', 'typeof kept')];
			},
			expect: [true, false, {}, { ok: true, value: 'undefined' }],
			mistakes: [
				{
					id: 'not-closed',
					when: ([, again, , reply]) => again !== false || (reply as { value?: unknown }).value !== 'undefined',
					message: 'After close the session was still there: it could be closed again, or the next run found its globals.',
				},
			],
		}),
	],
});
