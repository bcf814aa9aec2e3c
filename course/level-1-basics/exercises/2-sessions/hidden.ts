import { check, hide } from 'glovebox/grading';
import type { Reply } from './start.ts';

interface Submission {
	readonly Sessions: new () => {
		run(name: string, code: string): Reply;
		state(name: string): Record<string, unknown>;
		close(name: string): boolean;
	};
}

const scopes = '../../guides/1-contexts-and-scopes.md';

export const hidden = hide([
	check({
		id: 'proto-key',
		task: 1,
		sentence: 'takes any name for a session, whatever a stranger calls it',
		guide: `${scopes}#what-lives-in-a-context`,
		why: 'A plain object inherits names such as constructor and __proto__. A Map has only the keys that were set.',
		input: ['__proto__', 'constructor', 'toString', ''],
		drive: ({ Sessions }: Submission, names) => {
			const sessions = new Sessions();
			return names.map((name) => {
				const before = sessions.close(name);
				const reply = [sessions.run(name, 'n = 1'), sessions.run(name, 'n + 1')][1];
				return [before, reply, sessions.close(name)];
			});
		},
		expect: ['__proto__', 'constructor', 'toString', ''].map(() => [false, { ok: true, value: 2 }, true]),
		mistakes: [
			{ id: 'proto-key', message: 'A session with such a name was found before it was opened, or lost: your dictionary inherits it.' },
		],
	}),
	check({
		id: 'retained',
		task: 4,
		sentence: 'leaves nothing of closed sessions in memory',
		guide: `${scopes}#what-lives-in-a-context`,
		why: 'A context lives as long as anything refers to it: a Map, a closure, a value that was handed out.',
		input: 20,
		drive: async ({ Sessions }: Submission, count) => {
			const { default: vm } = await import('node:vm');
			const { default: v8 } = await import('node:v8');
			v8.setFlagsFromString('--expose-gc');
			const gc = vm.runInNewContext('gc');
			const alive = () => {
				gc();
				return v8.getHeapStatistics().number_of_native_contexts;
			};
			const sessions = new Sessions();
			const before = alive();
			for (let n = 0; n < count; n += 1) {
				sessions.run(`session ${n}`, 'var list = [1]');
				sessions.close(`session ${n}`);
			}
			return alive() - before;
		},
		judge: (left) => (left as number) < 10 || { expected: 'fewer than 10 contexts of 20' },
		mistakes: [
			{
				id: 'retained',
				when: (left) => (left as number) >= 10,
				message: 'Closed sessions are in memory still: something of yours refers to their contexts.',
			},
		],
	}),
]);
