import { check, defineExercise } from 'glovebox/grading';
import type { Plugin, PluginHost } from './start.ts';

interface Submission {
	readonly createPluginHost: (options: { api: number; timeoutMs: number }) => PluginHost;
}

const time = '../../guides/3-time.md';
const border = '../../guides/5-what-crosses-the-border.md';

const plugin = (name: string, requires: string[], source = `(api) => { api.log('up'); }`, api = 1): Plugin => ({
	name,
	api,
	requires,
	source,
});

export const exercise = defineExercise({
	title: 'Plugins',
	builtins: ['vm', 'v8'],
	limits: { wallMs: 5_000 },
	steps: [
		check({
			id: 'given-order',
			task: 1,
			sentence: 'starts plugins after those that they require',
			guide: `${border}#plugins`,
			why: 'What a plugin requires has to run first, wherever it stands in the list: that is a topological order.',
			input: [plugin('c', ['b', 'a']), plugin('b', ['a']), plugin('d', []), plugin('a', [])],
			drive: ({ createPluginHost }: Submission, plugins) => {
				const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
				return [host.load(plugins).map(({ name, state }) => `${name} ${state}`), host.log()];
			},
			expect: [
				['a running', 'b running', 'c running', 'd running'],
				['a: up', 'b: up', 'c: up', 'd: up'],
			],
			mistakes: [
				{
					id: 'given-order',
					when: (got) => got?.[0]?.[0] === 'c running',
					message: 'The plugins were started in the order of the list: c ran before a and b, which it requires.',
				},
			],
		}),
		check({
			id: 'cycle',
			task: 1,
			sentence: 'names a cycle, and refuses what requires it',
			guide: `${border}#plugins`,
			why: 'In a cycle no plugin can be first. A walk that does not remember its way goes round for ever.',
			input: [plugin('a', ['b']), plugin('b', ['a']), plugin('c', ['a']), plugin('d', ['gone']), plugin('e', [])],
			drive: ({ createPluginHost }: Submission, plugins) => {
				const reports = createPluginHost({ api: 1, timeoutMs: 1_000 }).load(plugins);
				const state = (name: string) => reports.find((report) => report.name === name)?.state;
				const way = reports.find((report) => report.name === 'a')?.reason?.includes('a → b → a');
				return [...['a', 'b', 'c', 'd', 'e'].map(state), String(way)];
			},
			expect: ['refused', 'refused', 'refused', 'refused', 'running', 'true'],
			mistakes: [
				{
					id: 'cycle',
					when: (_got, failure) => failure !== undefined,
					message: 'Two plugins that require each other sent your host round in a circle until its stack was full.',
				},
			],
		}),
		check({
			id: 'version',
			task: 2,
			sentence: 'refuses a plugin that was made for another API',
			guide: `${border}#plugins`,
			why: 'A plugin for another version does not fail at its start but later, in the middle of something.',
			input: [plugin('old', [], undefined, 1), plugin('now', [], undefined, 2), plugin('next', [], undefined, 3)],
			drive: ({ createPluginHost }: Submission, plugins) =>
				createPluginHost({ api: 2, timeoutMs: 1_000 })
					.load(plugins)
					.map(({ state }) => state),
			expect: ['refused', 'running', 'refused'],
		}),
		check({
			id: 'one-stops-all',
			task: 3,
			sentence: 'goes on when a plugin throws: at its start, in a method, in a handler',
			guide: `${border}#errors-cross-as-text`,
			why: 'An exception goes up until somebody catches it. If that is the caller of load, the plugins behind were never started.',
			input: [
				plugin('broken', [], '(api) => { throw new Error("no start") }'),
				plugin('typo', [], '(api) => {{'),
				plugin('nothing', [], '(api) => { throw null }'),
				plugin('late', [], '(api) => { api.on("go", () => { throw 1 }); return { go() { throw new RangeError("no go") } } }'),
				plugin('fine', [], '(api) => { api.on("go", (data) => api.log("went " + data)); return { add: ([a, b]) => a + b } }'),
			],
			drive: async ({ createPluginHost }: Submission, plugins) => {
				const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
				const reports = host.load(plugins);
				host.emit('go', 'on');
				const caught = await host.call('late', 'go', null).catch((error) => error instanceof Error && error.message);
				const missing = await host.call('fine', 'toString', null).catch(() => 'rejected');
				const went = host.log().filter((line) => line.startsWith('fine'));
				const reason = reports[0]?.reason?.includes('no start');
				return [reports.map(({ state }) => state), reason, caught, missing, await host.call('fine', 'add', [2, 3]), went];
			},
			expect: [['failed', 'failed', 'failed', 'running', 'running'], true, 'no go', 'rejected', 5, ['fine: went on']],
			mistakes: [
				{
					id: 'one-stops-all',
					when: (_got, failure) => failure !== undefined,
					message: 'What one plugin threw came out of load or emit, and stopped everything behind it.',
				},
			],
		}),
		check({
			id: 'shared-data',
			task: 4,
			sentence: 'gives each handler a copy, and takes a copy of what methods return',
			guide: `${border}#copy-not-share`,
			why: 'An object that two sides hold is changed by either, at any time: before, while and after the other checks it.',
			input: `(api) => {
				const kept = { n: 1 };
				api.on('order', (data) => { data.items.push('extra'); api.log(data.items.length); });
				return { kept: (input) => { input.n = 2; return kept; } };
			}`,
			drive: async ({ createPluginHost }: Submission, source) => {
				const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
				host.load(['a', 'b'].map((name) => ({ name, api: 1, source })));
				const data = { items: ['one'] };
				const input = { n: 1 };
				host.emit('order', data);
				((await host.call('a', 'kept', input)) as { n: number }).n = 5;
				return [host.log(), data, input, await host.call('a', 'kept', input)];
			},
			expect: [['a: 2', 'b: 2'], { items: ['one'] }, { n: 1 }, { n: 1 }],
		}),
		check({
			id: 'callback-hangs',
			task: 5,
			sentence: 'ends what runs too long, whenever it runs, and its plugin with it',
			guide: `${time}#functions-called-later`,
			why: 'A timeout covers the one run that it is given to. A function that a plugin left behind runs without any, unless it is called from inside a new timed run.',
			input: [
				plugin('start', [], '(api) => { for (;;); }'),
				plugin('method', [], '(api) => ({ go() { for (;;); } })'),
				plugin('handler', [], '(api) => { api.on("go", () => { for (;;); }); }'),
				plugin('timer', [], '(api) => { api.setTimeout(() => { for (;;); }, 1); }'),
				plugin('promise', [], '(api) => ({ go() { Promise.resolve().then(() => { for (;;); }); } })'),
				plugin('fine', [], '(api) => { api.setTimeout(() => api.log("tick"), 5); return { ping: () => "pong" } }'),
			],
			drive: async ({ createPluginHost }: Submission, plugins) => {
				const host = createPluginHost({ api: 1, timeoutMs: 30 });
				const states = host.load(plugins).map(({ state }) => state);
				await host.call('method', 'go', null).catch(() => {});
				await host.call('promise', 'go', null).catch(() => {});
				host.emit('go', null);
				await new Promise((resolve) => setTimeout(resolve, 100));
				const gone = plugins
					.slice(0, 5)
					.map(({ name }) => host.call(name, 'ping', null).catch((error: Error) => `${error}`.includes('pong')));
				return [states, await Promise.all(gone), await host.call('fine', 'ping', null), host.log().includes('fine: tick')];
			},
			limits: { wallMs: 2_000 },
			expect: [['failed', 'running', 'running', 'running', 'running', 'running'], Array(5).fill(false), 'pong', true],
			mistakes: [
				{
					id: 'callback-hangs',
					when: (_got, failure) => failure?.limit === 'wallMs',
					message: 'A method, a handler, a timer or a promise job ran for ever: only the start of the plugin had a time limit.',
				},
			],
		}),
	],
});
