import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Config, type ConfigChange, defineConfig, diffConfigs, env, loadConfig, watchConfig } from 'glovebox/config';
import { load, project, sandbox } from '../../test/config/project.ts';

const reload = (cwd: string, options: object = {}) => loadConfig({ name: 'app', cwd, sandbox, ...options });

describe('the lock', () => {
	test('lists every file that was looked for and every variable that was asked for; equal inputs have equal keys', async () => {
		const files = { 'app.config.ts': 'import { env } from "glovebox/config"; import "./a.ts"; export default { x: env("X") }', 'a.ts': '' };
		const [one, other] = [await load(files, { env: { X: '1', Y: '2' } }), await load(files, { env: { Y: '3', X: '1' } })];
		const found = Object.entries(one.lock.files).filter(([, digest]) => digest !== null);
		assert.deepEqual(
			found.map(([file]) => file),
			['a.ts', 'app.config.ts'],
		);
		assert.equal(one.lock.files['.env'], null);
		assert.deepEqual(Object.keys(one.lock.variables), ['X']);
		assert.deepEqual([one.key, one.lock], [other.key, other.lock]);
		assert.notEqual(one.key, (await load(files, { env: { X: '2' } })).key);
		assert.notEqual(one.key, (await load({ ...files, 'a.ts': '// changed' }, { env: { X: '1' } })).key);
	});

	test('is held: changed, new and missing inputs are listed, and nothing is loaded', async () => {
		const cwd = project({ 'app.config.json': '{ "extends": "./base.json", "a": 1 }', 'base.json': '{}' });
		writeFileSync(join(cwd, 'app.lock'), JSON.stringify((await reload(cwd)).lock));
		assert.deepEqual((await reload(cwd, { lock: 'app.lock' })).value, { a: 1 });
		writeFileSync(join(cwd, 'base.json'), '{ "b": 1 }');
		writeFileSync(join(cwd, '.env'), 'A=1');
		await assert.rejects(reload(cwd, { lock: 'app.lock' }), {
			code: 'GLOVEBOX_CONFIG',
			message: 'Cannot load the config: app.lock: the inputs are not the locked ones: file ".env" is new, file "base.json" has changed',
		});
		await assert.rejects(reload(cwd, { lock: 'base.json' }), { message: 'Cannot load the config: base.json: it is no lock file' });
		await assert.rejects(reload(cwd, { lock: '../out.json' }), { name: 'TypeError' });
	});
});

test('diffConfigs() lists what two environments say differently, and who says so', async () => {
	const cwd = project({ 'app.config.yaml': 'a: 1\nb: [1]\nc: { d: 1 }\n$env:\n  production: { a: 2, b: [1], c: { e: 1 } }\n' });
	const [one, other] = [await reload(cwd), await reload(cwd, { environment: 'production' })];
	assert.deepEqual(diffConfigs(one, other), [
		{
			path: 'a',
			before: 1,
			after: 2,
			beforeOrigin: { file: 'app.config.yaml', line: 1, column: 1, layer: 'file', value: 1 },
			afterOrigin: { file: 'app.config.yaml', line: 5, column: 17, layer: 'environment', value: 2 },
		},
		{
			path: 'c.e',
			before: undefined,
			after: 1,
			beforeOrigin: undefined,
			afterOrigin: { file: 'app.config.yaml', line: 5, column: 36, layer: 'environment', value: 1 },
		},
	]);
	assert.deepEqual(diffConfigs(one, one), []);
});

test('types() declares what the value is', async () => {
	const config = await load({
		'app.config.ts': 'export default { a: [1, "x"], b: { "c-d": null, e: new Date(0) }, f: [], g: {}, h: [{ i: 1 }, { i: 2 }], j: 1n }',
	});
	assert.equal(
		config.types(),
		`/** The config "app". Written by \`glovebox config types\`. */
export type AppConfig = {
	readonly a: ReadonlyArray<number | string>;
	readonly b: {
		readonly "c-d": null;
		readonly e: Date;
	};
	readonly f: readonly unknown[];
	readonly g: Readonly<Record<string, never>>;
	readonly h: ReadonlyArray<{
		readonly i: number;
	}>;
	readonly j: bigint;
};
`,
	);
});

test('watchConfig() tells of changes, of errors, and of files that appear; what is the same is not told again', {
	timeout: 60_000,
}, async () => {
	const cwd = project({ 'app.config.json': '{ "a": 1 }' });
	let next = Promise.withResolvers<ConfigChange<unknown>>();
	const told: unknown[] = [];
	const write = async (file: string, text: string) => {
		next = Promise.withResolvers();
		writeFileSync(join(cwd, `${file}.new`), text);
		renameSync(join(cwd, `${file}.new`), join(cwd, file));
		await next.promise;
	};
	const watcher = watchConfig({ name: 'app', cwd, sandbox }, (change) => {
		told.push(change.ok ? change.config.value : (change.error as Error).message);
		next.resolve(change);
	});
	await next.promise;
	await write('app.config.json', '{ "a": 2 }');
	await write('app.config.json', '{ "a": ');
	await write('app.config.development.yaml', 'a: 3\n');
	await write('app.config.json', '{ "a": 4 }');
	watcher.close();
	watcher.close();
	assert.deepEqual(told.slice(0, 3), [{ a: 1 }, { a: 2 }, 'Cannot load the config: app.config.json:1:8: value expected']);
	assert.deepEqual(told.at(-1), { a: 3 });
});

test('defineConfig() gives back what it is given, and env() has no variable outside of a config', () => {
	assert.deepEqual(defineConfig({ a: 1 }), { a: 1 });
	assert.throws(() => env('PATH'), { name: 'TypeError', message: /works in a config that loadConfig\(\) evaluates/ });
});

test('a config that holds nothing open can be closed, as often as one likes', async () => {
	const config: Config = await load({ 'app.config.json': '{}' });
	config.close();
	config.close();
	assert.deepEqual(config.value, {});
});
