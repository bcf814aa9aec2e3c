import { check, hide } from 'glovebox/grading';
import type { Config, ConfigOptions } from './start.ts';

interface Submission {
	readonly loadConfig: (files: Readonly<Record<string, string>>, entry: string, options: ConfigOptions) => Promise<Config>;
}

const time = '../../guides/3-time.md';
const modules = '../../guides/4-modules-for-guests.md';
const border = '../../guides/5-what-crosses-the-border.md';
const reach = 'constructor.constructor("return typeof process + typeof standIn")()';

const options: ConfigOptions = { env: { A: '1' }, allowEnv: ['A'], now: 0, seed: 7, timeoutMs: 200, maxDepth: 20, maxNodes: 1_000 };

export const hidden = hide([
	check({
		id: 'parent',
		task: 1,
		sentence: 'imports siblings only',
		guide: `${modules}#who-finds-a-module`,
		why: 'A loader that falls back to the disk, to node_modules or to Node gives a file what its reader has.',
		input: { specifiers: ['../up.ts', './folder/in.ts', '/up.ts', 'up.ts', 'node:fs', 'fs', './toString', './..', './__proto__'], options },
		drive: ({ loadConfig }: Submission, { specifiers, options }) =>
			Promise.all(
				specifiers.map((specifier) => {
					const outside = { '../up.ts': 'export default {}', 'folder/in.ts': 'export default {}', '/up.ts': 'export default {}' };
					const files = { ...outside, 'up.ts': 'export default {}', 'app.ts': `import ${JSON.stringify(specifier)}; export default {};` };
					return loadConfig(files, 'app.ts', options).then(
						() => `imported ${specifier}`,
						() => 'refused',
					);
				}),
			),
		expect: Array(9).fill('refused'),
	}),
	check({
		id: 'host-object',
		task: 3,
		sentence: 'has nothing of yours within reach: not env, not an error, not import()',
		guide: `${border}#no-function-of-yours`,
		why: 'env is an object, and so is the error with which import() fails. Each leads to the realm that made it.',
		input: {
			texts: [
				`env.${reach}`,
				`globalThis.${reach}`,
				`(() => { try { env.A = 2; return 'undefinedundefined' } catch (error) { return error.${reach} } })()`,
				`Math.random.${reach}`,
				`Date.now.${reach}`,
				`import('./gone.ts').constructor.${reach.slice('constructor.'.length)}`,
			],
			options,
		},
		drive: async ({ loadConfig }: Submission, { texts, options }) => {
			Object.assign(globalThis, { standIn: 'secret' });
			const load = (text: string) =>
				loadConfig({ 'app.ts': `export default { seen: ${text} };` }, 'app.ts', options).then(
					({ value }) => value['seen'],
					(error) => `rejected: ${error.message}`,
				);
			return Promise.all(texts.map(load));
		},
		judge: (got) => got.every((each) => !/object|string/.test(String(each).replace(/^rejected:.*/, ''))),
		mistakes: [
			{
				id: 'host-object',
				when: (got) => got?.some((each) => /object|string/.test(String(each))),
				message: 'A configuration file reached your realm through something that you put into its own.',
			},
		],
	}),
	check({
		id: 'live-object',
		task: 5,
		sentence: 'returns objects of your realm that run nothing when they are read',
		guide: `${border}#copy-not-share`,
		why: 'A getter, a proxy or a toJSON is code of the guest that runs when you read: later, without a limit, and with another answer each time.',
		input: {
			bad: [
				'{ get a() { return 1 } }',
				'{ list: [{ get a() { return 1 } }] }',
				'{ a: new (class { x = 1 })() }',
				'{ ["__proto__"]: { admin: true } }',
				'{ [Symbol("a")]: 1 }',
			],
			sly: `(() => {
				Array.prototype.toJSON = () => 'changed'; Object.prototype.toJSON = () => 'changed';
				let reads = 0;
				return { list: [1, { a: 2 }], proxied: new Proxy({ a: 1 }, { get: () => ++reads }) };
			})()`,
			options,
		},
		drive: async ({ loadConfig }: Submission, { bad, sly, options }) => {
			const load = (text: string) => loadConfig({ 'app.ts': `export default ${text};` }, 'app.ts', options);
			const refused = bad.map((text) =>
				load(text).then(
					() => `took ${text}`,
					() => 'refused',
				),
			);
			const { value } = await load(sly);
			const own = (each: unknown): boolean =>
				typeof each !== 'object' ||
				each === null ||
				([Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(each)) && Object.values(each).every(own));
			return [await Promise.all(refused), JSON.stringify(value), own(value)];
		},
		expect: [Array(5).fill('refused'), '{"list":[1,{"a":2}],"proxied":{"a":1}}', true],
		mistakes: [
			{
				id: 'live-object',
				when: (got, failure) =>
					failure !== undefined || JSON.stringify(got?.[0]).includes('took') || got?.[2] === false || String(got?.[1]).includes('changed'),
				message:
					'What came back is an object of the guest, or was written down by code that the guest can change: reading it runs the guest.',
			},
		],
	}),
	check({
		id: 'deep',
		task: 6,
		sentence: 'rejects what is too deep, too much, or takes too long',
		guide: `${time}#what-a-timeout-covers`,
		why: 'A cycle has no end, and a graph of thirty shared arrays has a billion paths. Whoever copies without counting never comes back.',
		input: {
			texts: [
				'(() => { const a = {}; a.a = a; return a })()',
				'(() => { let a = {}; for (let i = 0; i < 50000; i++) a = { a }; return a })()',
				'(() => { let a = [1]; for (let i = 0; i < 19; i++) a = [a, a, a]; return { a } })()',
				'{ a: Array(5000).fill(1) }',
				'(() => { for (;;); })()',
				'(Promise.resolve().then(() => { for (;;); }), {})',
				'await new Promise(() => {})',
				'{ a: new Proxy([], { ownKeys() { for (;;); } }) }',
			],
			base: { 'app.ts': 'export const base = "./b.ts"; export default {};', 'b.ts': 'export const base = "./app.ts"; export default {};' },
			options,
		},
		drive: async ({ loadConfig }: Submission, { texts, base, options }) => {
			const results = [];
			for (const files of [...texts.map((text) => ({ 'app.ts': `export default ${text};` })), base]) {
				const loaded = loadConfig(files, 'app.ts', { ...options, timeoutMs: 150 }).then(
					() => 'loaded',
					() => 'rejected',
				);
				const late = new Promise((resolve) => setTimeout(resolve, 1_000, 'still waiting'));
				results.push(await Promise.race([loaded, late]));
			}
			return results;
		},
		limits: { wallMs: 5_000 },
		expect: Array(9).fill('rejected'),
	}),
]);
