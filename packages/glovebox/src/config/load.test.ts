import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { load, problemOf } from '../../test/config/project.ts';

const value = async (...args: Parameters<typeof load>) => (await load(...args)).value;

describe('loadConfig() reads', () => {
	const same = { server: { port: 8080, hosts: ['a', 'b'] }, debug: true, none: null };
	const texts: Readonly<Record<string, string>> = {
		json: '{ "server": { "port": 8080, "hosts": ["a", "b"] }, "debug": true, "none": null }',
		jsonc: '// a comment\n{ "server": { "port": 8080, /* b */ "hosts": ["a", "b",], }, "debug": true, "none": null, }',
		yaml: 'server: { port: 8080 }\nx: &x [a, b]\ndebug: true\nnone: ~\n'.replace(
			'server: { port: 8080 }\nx: &x [a, b]',
			'server:\n  port: 8080\n  hosts:\n    - a\n    - b',
		),
		yml: '%YAML 1.2\n---\nserver: {port: 0x1f90, hosts: [a, "b"]}\ndebug: true\nnone: null\n',
		ts: 'interface A { readonly a: number }\nenum Port { Http = 8080 }\nexport default { server: { port: Port.Http as number, hosts: ["a", "b"] }, debug: true, none: null, gone: undefined };',
		js: 'export default async () => ({ server: { port: 8080, hosts: ["a", "b"] }, debug: true, none: null })',
		mts: 'const port: number = 8080; export default { server: { port, hosts: ["a", "b"] }, debug: true, none: null }',
		mjs: 'import { defineConfig } from "glovebox/config"; export default defineConfig({ server: { port: 8080, hosts: ["a", "b"] }, debug: true, none: null })',
	};
	for (const [extension, text] of Object.entries(texts)) {
		test(`.${extension}`, async () => assert.deepEqual(await value({ [`app.config.${extension}`]: text }), same));
	}

	test('.toml, with a moment as a Date and local dates and times as text', async () => {
		const text =
			'at = 2020-01-02T03:04:05+01:00\nday = 2020-01-02\ntime = 03:04:05\nlocal = 2020-01-02T03:04:05\n[a.b]\nc = 1\n[[d]]\ne = inf\n';
		assert.deepEqual(await value({ 'app.config.toml': text }), {
			at: new Date('2020-01-02T02:04:05Z'),
			day: '2020-01-02',
			time: '03:04:05.000',
			local: '2020-01-02T03:04:05.000',
			a: { b: { c: 1 } },
			d: [{ e: Number.POSITIVE_INFINITY }],
		});
	});

	test('and tells what its scripts used, where it has any', async () => {
		const { usage } = await load({ 'app.config.ts': 'import b from "./b.ts"; export default { b }', 'b.ts': 'export default 1' });
		assert.deepEqual([usage?.hostCalls, (usage?.wallMs ?? 0) > 0, (usage?.outputBytes ?? 0) > 0], [0, true, true]);
		assert.equal((await load({ 'app.config.json': '{}' })).usage, undefined);
	});

	test('a byte order mark, CRLF, and line separators inside of text', async () => {
		assert.deepEqual(await value({ 'app.config.json': '\ufeff{\r\n"a": "x\u2028y",\r\n"b": 1}' }), { a: 'x\u2028y', b: 1 });
		assert.deepEqual(await value({ 'app.config.yaml': '\ufeffa: "x\u2028y"\r\nb: 1\r\n' }), { a: 'x\u2028y', b: 1 });
		assert.deepEqual(await value({ 'app.config.toml': '\ufeffa = "x\u2028y"\r\nb = 1\r\n' }), { a: 'x\u2028y', b: 1 });
		assert.deepEqual(await value({ 'app.config.ts': '\ufeffexport default {\r\na: "x\u2028y",\r\nb: 1 }' }), { a: 'x\u2028y', b: 1 });
	});

	test('YAML aliases and merge keys, where what stands there itself wins', async () => {
		const text = 'base: &base { a: 1, b: 2 }\nmore: &more { b: 3, c: 4 }\none: { <<: *base, b: 5 }\ntwo: { <<: [*base, *more] }\n';
		assert.deepEqual(await value({ 'app.config.yaml': text }), {
			base: { a: 1, b: 2 },
			more: { b: 3, c: 4 },
			one: { a: 1, b: 5 },
			two: { a: 1, b: 2, c: 4 },
		});
	});

	test('the key "constructor" as data', async () => {
		assert.deepEqual(await value({ 'app.config.json': '{ "constructor": { "prototype": { "x": 1 } } }' }), {
			constructor: { prototype: { x: 1 } },
		});
		assert.equal(({} as { x?: unknown }).x, undefined);
	});
});

describe('layers', () => {
	const files = {
		'app.config.yaml': 'extends: [./base, ./more.json]\na: file\nlist: [1]\n$env:\n  production: { b: block }\n',
		'base.toml': 'a = "base"\nb = "base"\nc = "base"\n',
		'more.json': '{ "c": "more", "list": [0] }',
		'app.config.production.json': '{ "c": "production" }',
		'.env': 'APP_D__E_F=1\nAPP_C=01\nOTHER=x\n',
		'.env.production': "APP_D__E_F='[2]'\n",
	};

	test('lie over one another: defaults, extends, file, environment, variables, overrides', async () => {
		const development = await value(files, { defaults: { a: 0, z: 0 }, envPrefix: 'APP_' });
		assert.deepEqual(development, { a: 'file', z: 0, b: 'base', c: '01', list: [1], d: { eF: 1 } });
		const options = { environment: 'production', envPrefix: 'APP_', env: { APP_A: 'env' }, overrides: { 'd.x': [true], list: [9] } };
		assert.deepEqual(await value(files, options), { a: 'env', b: 'block', c: '01', list: [9], d: { eF: [2], x: [true] } });
	});

	test('why() tells who said a value, and whom that one overrode', async () => {
		const config = await load(files, { environment: 'production', defaults: { c: 0 } });
		assert.deepEqual(config.why('c'), {
			path: 'c',
			value: 'production',
			origin: { file: 'app.config.production.json', line: 1, column: 3, layer: 'environment', value: 'production' },
			overrode: [
				{ file: 'more.json', line: 1, column: 3, layer: 'extends', value: 'more' },
				{ file: 'base.toml', line: 3, column: 1, layer: 'extends', value: 'base' },
				{ layer: 'defaults', value: 0 },
			],
		});
		assert.deepEqual(config.why('b')?.origin, { file: 'app.config.yaml', line: 5, column: 17, layer: 'environment', value: 'block' });
		assert.equal(config.why('gone.at.all'), undefined);
		assert.throws(() => config.why('a..b'), { name: 'TypeError' });
	});

	test('merge strategies are said by path', async () => {
		const two = {
			'app.config.json': '{ "extends": "./base.json", "a": [1, 2], "b": { "c": [1] }, "d": { "x": 1 } }',
			'base.json': '{ "a": [2, 3], "b": { "c": [0] }, "d": { "y": 1 } }',
		};
		assert.deepEqual(await value(two), { a: [1, 2], b: { c: [1] }, d: { x: 1, y: 1 } });
		assert.deepEqual(await value(two, { merge: { a: 'unique', '*.c': 'append', d: 'replace' } }), {
			a: [2, 3, 1],
			b: { c: [0, 1] },
			d: { x: 1 },
		});
		assert.deepEqual(await value(two, { merge: { a: 'prepend' } }), { a: [1, 2, 2, 3], b: { c: [1] }, d: { x: 1, y: 1 } });
	});

	test('a variable meets a key in any case, and stays text where text was', async () => {
		const config = { 'app.config.json': '{ "maxBody": { "sizeKb": 1, "unit": "kb" } }' };
		const env = { X_MAX_BODY__SIZE_KB: '20', X_MAXBODY__UNIT: '7', Y: '1' };
		assert.deepEqual(await value(config, { env, envPrefix: 'X_' }), { maxBody: { sizeKb: 20, unit: '7' } });
	});
});

describe('scripts', () => {
	test('have the places of literals, through names, imports, spreads, functions and enums', async () => {
		const config = await load({
			'app.config.ts': [
				"import { defineConfig } from 'glovebox/config';",
				"import { shared, limits as most } from './lib/shared';",
				'const extra = { list: [{ a: 1 }] } as const;',
				'export default defineConfig(async () => {',
				'	return {',
				'		...shared,',
				'		...extra,',
				'		most,',
				'		computed: [1, 2].map((n) => ({ n })),',
				'	};',
				'});',
			].join('\n'),
			'lib/shared.ts': 'export const shared = { host: "h" };\nconst limits = {\n\tcpu: 1,\n};\nexport { limits };\n',
		});
		const places = ['list.0.a', 'host', 'most.cpu', 'computed.1.n'].map((path) => {
			const { file, line, column } = config.why(path)?.origin ?? {};
			return `${path} ${file}:${line}:${column}`;
		});
		assert.deepEqual(places, [
			'list.0.a app.config.ts:3:26',
			'host lib/shared.ts:1:25',
			'most.cpu lib/shared.ts:3:2',
			'computed.1.n app.config.ts:9:3',
		]);
	});

	test('have no clock and no chance, unless a time is named', async () => {
		const source = (expression: string) => ({ 'app.config.js': `export default { at: ${expression} }` });
		const message = 'is not there for a config: name a time with the option "now"';
		for (const expression of ['Date.now()', 'new Date()', 'Date()', 'new Date(0).constructor.now()']) {
			assert.match(await problemOf(source(expression)), new RegExp(`^app\\.config\\.js:1:\\d+: TypeError: .* ${message}$`), expression);
		}
		assert.match(await problemOf(source('Math.random()')), /two evaluations would differ$/);
		assert.match(await problemOf(source('new Intl.DateTimeFormat("en").format()')), new RegExp(message));
		assert.deepEqual(await value(source('typeof Temporal === "object" ? typeof Temporal.Now : "undefined"')), { at: 'undefined' });
		assert.deepEqual(await value(source('[Date.now(), new Date(), new Date(7) instanceof Date]'), { now: 5 }), {
			at: [5, new Date(5), true],
		});
	});

	test('have the variables that were given, and each that was asked for is an input', async () => {
		const files = {
			'app.config.ts':
				'import { env } from "glovebox/config"; export default { a: env("A"), b: env("B") ?? 0, path: env("PATH") ?? "none" }',
			'.env': 'A=file\nB=file\nC=file\n',
		};
		const config = await load(files, { env: { A: 'given' } });
		assert.deepEqual(config.value, { a: 'given', b: 'file', path: 'none' });
		assert.deepEqual(
			Object.entries(config.lock.variables).map(([name, digest]) => [name, digest === null]),
			[
				['A', false],
				['B', false],
				['PATH', true],
			],
		);
		assert.deepEqual(await value(files, { dotenv: false }), { b: 0, path: 'none' });
	});

	test('find no process, no files and no network', async () => {
		const names = ['process', 'require', 'fetch', 'WebSocket', 'Buffer', '__dirname', 'performance', 'crypto'];
		const files = { 'app.config.js': `export default { found: ${JSON.stringify(names)}.filter((name) => name in globalThis) }` };
		assert.deepEqual(await value(files), { found: [] });
	});

	test('give functions only where they are declared, and these can be called', async () => {
		const files = { 'app.config.ts': 'let calls = 0;\nexport default {\n\tbuild: { name: (n: number) => `b${n + ++calls}` },\n};' };
		assert.equal(
			await problemOf(files),
			'app.config.ts:3:11: "build.name" is a function; only data comes out of a config, unless the option "functions" names it',
		);
		await using config = await load(files, { functions: ['*.name'] });
		assert.deepEqual(config.value, { build: {} });
		assert.deepEqual([await config.call('build.name', 1), await config.call('build.name', 1)], ['b2', 'b3']);
		await assert.rejects(config.call('build.other'), { name: 'TypeError' });
		config.close();
		await assert.rejects(config.call('build.name', 1), { code: 'GLOVEBOX_CLOSED' });
	});

	test('that run on are stopped by the limits of the sandbox', async () => {
		const { createSandbox } = await import('glovebox');
		const { isolate } = await import('glovebox/engines');
		using bounded = createSandbox({ engine: isolate(), limits: { wallMs: 500 } });
		await assert.rejects(load({ 'app.config.js': 'while (true) {}' }, { sandbox: bounded }), { code: 'GLOVEBOX_LIMIT' });
	});
});

describe('a schema', () => {
	const schema = z.object({ server: z.object({ port: z.number().int(), host: z.string().default('localhost') }) });

	test('gives the value, and why() tells what it added', async () => {
		const config = await load({ 'app.config.yaml': 'server:\n  port: 80\nextra: 1\n' }, { schema });
		assert.deepEqual(config.value, { server: { port: 80, host: 'localhost' } });
		assert.deepEqual(config.why('server.host'), {
			path: 'server.host',
			value: 'localhost',
			origin: { layer: 'schema', value: 'localhost' },
			overrode: [],
		});
		assert.equal(config.why('server.port')?.origin.line, 2);
		assert.match(config.types(), /^export type AppConfig = \{/m);
	});

	test('that refuses tells each value with its place', async () => {
		await assert.rejects(load({ 'app.config.yaml': 'other: 1\nserver:\n  port: x\n  host: 5\n' }, { schema }), {
			code: 'GLOVEBOX_CONFIG',
			name: 'ConfigError',
			line: 3,
			column: 3,
			codeFrame: '  1 | other: 1\n  2 | server:\n> 3 |   port: x\n    |   ^\n  4 |   host: 5\n  5 |',
			details: {
				file: 'app.config.yaml',
				issues: [
					{ message: 'Invalid input: expected number, received string', path: 'server.port', file: 'app.config.yaml', line: 3, column: 3 },
					{ message: 'Invalid input: expected string, received number', path: 'server.host', file: 'app.config.yaml', line: 4, column: 3 },
				],
			},
		});
	});
});
