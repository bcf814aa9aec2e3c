import { check, hide } from 'glovebox/grading';
import type { PluginHost } from './start.ts';

interface Submission {
	readonly createPluginHost: (options: { api: number; timeoutMs: number }) => PluginHost;
}

const border = '../../guides/5-what-crosses-the-border.md';
const modules = '../../guides/4-modules-for-guests.md';
const reach = 'constructor.constructor("return typeof process + typeof standIn")()';

export const hidden = hide([
	check({
		id: 'host-object',
		task: 6,
		sentence: 'puts nothing of its own realm within reach: no function, no data, no error',
		guide: `${border}#no-function-of-yours`,
		why: 'Each object leads to its constructor, and that to the Function of the realm it was made in, which compiles any text there.',
		input: `(api) => {
			const attempt = (get) => { try { api.log(get().${reach}); } catch (error) { try { api.log(error.${reach}); } catch { api.log('refused'); } } };
			attempt(() => api);
			attempt(() => api.log);
			attempt(() => api.on);
			attempt(() => api.setTimeout);
			attempt(() => globalThis);
			attempt(() => api.log(Symbol()));
			attempt(() => api.setTimeout(() => {}, { valueOf() { throw api } }));
			api.on('go', (data) => attempt(() => data));
			api.on('go', (data) => attempt(() => data.list));
			return { go: (input) => attempt(() => input) };
		}`,
		drive: async ({ createPluginHost }: Submission, source) => {
			Object.assign(globalThis, { standIn: 'secret' });
			const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
			host.load([{ name: 'spy', api: 1, source }]);
			host.emit('go', { list: [1] });
			await host.call('spy', 'go', {}).catch(() => {});
			const lines = host.log();
			return { attempts: lines.length >= 10, reached: lines.some((line) => /object|string/.test(line)) };
		},
		expect: { attempts: true, reached: false },
		mistakes: [
			{
				id: 'host-object',
				when: (got) => got?.reached === true,
				message: 'A plugin read your realm: something it was given (an API function, an event, an argument) is an object of yours.',
			},
		],
	}),
	check({
		id: 'thenable',
		task: 4,
		sentence: 'takes a result for data, even if it has a then',
		guide: `${border}#thenables`,
		why: 'await, and return in an async function, call then of whatever they get: later, and outside any time limit. It may answer, loop, or never call back.',
		input: `(api) => ({
			lie: () => ({ then(resolve) { resolve('chosen by then') } }),
			late: () => ({ n: 1, toJSON() { return { then: 'text' } } }),
		})`,
		drive: async ({ createPluginHost }: Submission, source) => {
			Object.assign(globalThis, { standIn: 'secret' });
			const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
			host.load([{ name: 'spy', api: 1, source }]);
			return [await host.call('spy', 'lie', null), await host.call('spy', 'late', null)];
		},
		expect: [{}, { then: 'text' }],
		mistakes: [
			{
				id: 'thenable',
				when: (got) => typeof got?.[0] === 'string',
				message: 'Your host awaited what a method returned: its then ran, after the time limit had ended, and chose the result.',
			},
		],
	}),
	check({
		id: 'import-escape',
		task: 6,
		sentence: 'lets nobody out by import()',
		guide: `${modules}#import-is-not-a-global`,
		why: 'import() asks the host of the script that it stands in. Where no host function was given, it rejects with an error of the main realm.',
		input: [
			`(api) => { import('x').catch((error) => api.log(error.${reach})); }`,
			`(api) => ({ go() { import('x').catch((error) => api.log(error.${reach})); } })`,
			`(api) => ({ go() { (0, eval)('import("x")').catch((error) => api.log(error.${reach})); } })`,
			`(api) => ({ go() { Promise.resolve('import("x")').then(eval).catch((error) => api.log(error.${reach})); } })`,
			`(api) => ({ go() { Function('return import("x")')().catch((error) => api.log(error.${reach})); } })`,
		],
		drive: async ({ createPluginHost }: Submission, sources) => {
			Object.assign(globalThis, { standIn: 'secret' });
			const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
			host.load(sources.map((source, at) => ({ name: `spy${at}`, api: 1, source })));
			for (let round = 0; round < 3; round++) {
				for (const at of sources.keys()) await host.call(`spy${at}`, 'go', null).catch(() => {});
				await new Promise((resolve) => setTimeout(resolve, 5));
			}
			return host.log().some((line) => /object|string/.test(line));
		},
		expect: false,
		mistakes: [
			{
				id: 'import-escape',
				when: (got) => got === true,
				message: 'import() failed with an error of another realm, and by its constructor the plugin came there.',
			},
		],
	}),
	check({
		id: 'dispose',
		task: 5,
		sentence: 'silences a plugin that is gone, and keeps nothing of it',
		guide: `${border}#plugins`,
		why: 'A timer, a listener or a list that still refers to a plugin keeps its whole realm in memory, about 160 KB each.',
		input: `(api) => { api.setTimeout(() => api.log('late'), 20); api.on('go', () => api.log('heard')); return { ping: () => 1 }; }`,
		drive: async ({ createPluginHost }: Submission, source) => {
			const [{ default: v8 }, { default: vm }] = await Promise.all([import('node:v8'), import('node:vm')]);
			v8.setFlagsFromString('--expose-gc');
			const collect = vm.runInNewContext('gc') as () => void;
			const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
			const again = () => host.load([{ name: 'again', api: 1, source }]);
			host.load([{ name: 'gone', api: 1, source }]);
			for (let round = 0; round < 30; round++) again();
			host.dispose('gone');
			host.dispose('again');
			host.emit('go', null);
			const rejected = await host.call('gone', 'ping', null).catch(() => 'rejected');
			for (let round = 0; round < 4; round++) {
				await new Promise((resolve) => setTimeout(resolve, 15));
				collect();
			}
			return { rejected, log: host.log(), realms: v8.getHeapStatistics().number_of_native_contexts };
		},
		judge: ({ rejected, log, realms }) => rejected === 'rejected' && log.length === 0 && realms < 15,
		mistakes: [
			{ id: 'late', when: (got) => got?.log.length > 0, message: 'A plugin that was disposed of was heard of again: its timer fired.' },
			{
				id: 'retained',
				when: (got) => got?.realms >= 15,
				message: 'Thirty realms of replaced plugins are still in memory: something of yours refers to them.',
			},
		],
	}),
	check({
		id: 'proto-key',
		task: 6,
		sentence: 'takes any name for a plugin and for an event',
		guide: `${border}#names-that-a-guest-chose`,
		why: 'On a plain object, the key __proto__ sets the prototype, and toString is there before anybody puts it there.',
		input: ['__proto__', 'constructor', 'toString'],
		drive: async ({ createPluginHost }: Submission, names) => {
			const host = createPluginHost({ api: 1, timeoutMs: 1_000 });
			const unknown = await Promise.all(names.map((name) => host.call(name, 'me', null).catch((error) => error instanceof Error)));
			const source = '(api) => { api.on("__proto__", () => api.log("heard")); return { me: () => 1 } }';
			const states = host.load(names.map((name) => ({ name, api: 1, source }))).map(({ state }) => state);
			host.emit('constructor', null);
			host.emit('__proto__', null);
			return { unknown, states, me: await Promise.all(names.map((name) => host.call(name, 'me', null))), log: host.log() };
		},
		expect: {
			unknown: [true, true, true],
			states: ['running', 'running', 'running'],
			me: [1, 1, 1],
			log: ['__proto__: heard', 'constructor: heard', 'toString: heard'],
		},
	}),
]);
