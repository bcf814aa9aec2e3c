import { check, defineExercise } from 'glovebox/grading';
import type { Config, ConfigOptions } from './start.ts';

interface Submission {
	readonly loadConfig: (files: Readonly<Record<string, string>>, entry: string, options: ConfigOptions) => Promise<Config>;
}

const border = '../../guides/5-what-crosses-the-border.md';

const options: ConfigOptions = { env: {}, allowEnv: [], now: 86_400_000, seed: 7, timeoutMs: 1_000, maxDepth: 20, maxNodes: 1_000 };

export const exercise = defineExercise({
	title: 'Config',
	builtins: ['vm', 'module'],
	limits: { wallMs: 5_000 },
	steps: [
		check({
			id: 'types',
			task: 1,
			sentence: 'gives the default export of a TypeScript module and its siblings',
			guide: `${border}#configuration`,
			why: 'V8 knows no types. What is only erased, stripTypeScriptTypes replaces by spaces, so that lines and columns stay.',
			input: {
				files: {
					'app.ts':
						'import { port } from "./ports.ts"; interface Server { port: number } const server: Server = { port }; export default { server, list: [1, "a", null, true] };',
					'ports.ts': 'import { one } from "./plain.js"; export const port: number = 8079 + one;',
					'plain.js': 'export const one = 1;',
				},
				options,
			},
			drive: async ({ loadConfig }: Submission, { files, options }) => (await loadConfig(files, 'app.ts', options)).value,
			expect: { server: { port: 8080 }, list: [1, 'a', null, true] },
			mistakes: [
				{
					id: 'types',
					when: (_got, failure) => failure?.name === 'SyntaxError' || /Unexpected|expected/.test(failure?.message ?? ''),
					message: 'A type annotation reached V8, which cannot parse it.',
				},
			],
		}),
		check({
			id: 'shallow',
			task: 2,
			sentence: 'merges layers deeply, and says which file each leaf is from',
			guide: `${border}#configuration`,
			why: 'Spread and Object.assign replace whole records: who sets one port loses the host beside it.',
			input: {
				files: {
					'app.ts': 'export const base = "./mid.ts"; export default { server: { port: 3 }, list: [9], plain: { deep: 1 } };',
					'mid.ts': 'export const base = "./low.ts"; export default { server: { tls: { on: true } }, plain: 5, gone: "no" };',
					'low.ts': 'export default { server: { host: "h", port: 1, tls: { on: false, min: 2 } }, list: [1, 2], gone: { a: 1 } };',
				},
				options,
			},
			drive: ({ loadConfig }: Submission, { files, options }) => loadConfig(files, 'app.ts', options),
			expect: {
				value: { server: { host: 'h', port: 3, tls: { on: true, min: 2 } }, list: [9], gone: 'no', plain: { deep: 1 } },
				from: {
					'server.host': 'low.ts',
					'server.tls.min': 'low.ts',
					'server.tls.on': 'mid.ts',
					gone: 'mid.ts',
					'server.port': 'app.ts',
					list: 'app.ts',
					'plain.deep': 'app.ts',
				},
			},
			mistakes: [
				{
					id: 'shallow',
					when: (got) => (got?.value['server'] as { host?: string } | undefined)?.host === undefined,
					message: 'The server lost its host: a layer above replaced the whole record instead of what it has in it.',
				},
			],
		}),
		check({
			id: 'env-leak',
			task: 3,
			sentence: 'shows the variables that are allowed, and no others',
			guide: `${border}#configuration`,
			why: 'Environments hold keys and passwords. A configuration that sees them can copy them into a value that somebody prints.',
			input: {
				files: {
					'app.ts':
						'export default { port: env.PORT, key: env.API_KEY, names: Object.keys(env), inherited: typeof env.toString, process: typeof process };',
				},
				options: { ...options, env: { PORT: '80', API_KEY: 'stand-in', HOME: '/x' }, allowEnv: ['PORT', 'UNSET'] },
			},
			drive: async ({ loadConfig }: Submission, { files, options }) => (await loadConfig(files, 'app.ts', options)).value,
			judge: (value) => {
				const { port, names, process } = value as Record<string, unknown>;
				return port === '80' && String(names) === 'PORT' && process === 'undefined' && !JSON.stringify(value).includes('stand-in');
			},
			mistakes: [
				{
					id: 'env-leak',
					when: (got) => JSON.stringify(got).includes('stand-in'),
					message: 'The file read API_KEY, which nobody allowed: it has the whole environment.',
				},
			],
		}),
		check({
			id: 'clock',
			task: 4,
			sentence: 'has a fixed clock and fixed chance',
			guide: `${border}#configuration`,
			why: 'A realm has Date, Math.random and Temporal of its own, and all three read the real world.',
			input: {
				files: {
					'app.ts': `export default {
						now: Date.now(), date: new Date().getTime(), given: new Date(5).getTime(), utc: Date.UTC(1970, 0, 2),
						again: new (new Date(0).constructor)().getTime(), isDate: new Date() instanceof Date,
						chance: [Math.random(), Math.random()],
						temporal: typeof Temporal === 'undefined' ? 86400000 : Temporal.Now.instant().epochMilliseconds,
					};`,
				},
				options,
			},
			drive: async ({ loadConfig }: Submission, { files, options }) => {
				const [one, two] = [await loadConfig(files, 'app.ts', options), await loadConfig(files, 'app.ts', options)];
				const other = await loadConfig(files, 'app.ts', { ...options, seed: 8 });
				const chance = (config: Config) => config.value['chance'] as number[];
				return {
					value: { ...one.value, chance: chance(one).length },
					sane: chance(one).every((each) => each >= 0 && each < 1) && chance(one)[0] !== chance(one)[1],
					same: JSON.stringify(one.value) === JSON.stringify(two.value),
					seeded: chance(one)[0] !== chance(other)[0],
				};
			},
			judge: ({ value, sane, same, seeded }) => {
				const { now, date, given, utc, again, isDate, temporal } = value as Record<string, unknown>;
				return (
					sane && same && seeded && given === 5 && isDate === true && [now, date, utc, again, temporal].every((each) => each === 86_400_000)
				);
			},
		}),
		check({
			id: 'lossy',
			task: 5,
			sentence: 'keeps dates, leaves out undefined, and refuses what would be changed silently',
			guide: `${border}#copy-not-share`,
			why: 'JSON.stringify makes a text of a Date, null of NaN and of a hole, {} of a Map, and nothing of a function.',
			input: {
				good: '{ at: new Date(5), dates: [new Date(6)], gone: undefined, zero: 0, text: "", bare: Object.assign(Object.create(null), { a: 1 }) }',
				bad: [
					'{ a: { b: NaN } }',
					'{ a: new Map() }',
					'{ a: [1, , 3] }',
					'{ a: 5n }',
					'{ a: { b() {} } }',
					'{ a: new Date(NaN) }',
					'[1]',
					'5',
				],
				options,
			},
			drive: async ({ loadConfig }: Submission, { good, bad, options }) => {
				const load = (text: string) => loadConfig({ 'app.ts': `export default ${text};` }, 'app.ts', options);
				const { value } = await load(good);
				const refused = bad.map((text) =>
					load(text).then(
						() => `took ${text}`,
						(error) => /\ba\b/.test(error.message) || !text.includes('a:') || `no path for ${text}`,
					),
				);
				return [value, value['at'] instanceof Date, await Promise.all(refused)];
			},
			expect: [{ at: new Date(5), dates: [new Date(6)], zero: 0, text: '', bare: { a: 1 } }, true, Array(8).fill(true)],
			mistakes: [
				{
					id: 'lossy',
					when: (got) =>
						typeof (got?.[0] as Record<string, unknown> | undefined)?.['at'] === 'string' || JSON.stringify(got?.[2]).includes('took'),
					message: 'The value went through JSON as it was: a date became a text, and what JSON does not have became null, {} or nothing.',
				},
			],
		}),
	],
});
