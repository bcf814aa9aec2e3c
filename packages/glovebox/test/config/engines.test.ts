/** A script config means the same on every engine and carrier, places and refusals included. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from 'glovebox';
import { loadConfig } from 'glovebox/config';
import { combinations } from '../conformance/combinations.ts';
import { project } from './project.ts';

const cwd = project({
	'app.config.ts': [
		"import { defineConfig, env } from 'glovebox/config';",
		"import { base } from './lib/base';",
		'export default defineConfig(async ({ environment }) => ({',
		'	...base, environment, port: Number(env("PORT")), at: new Date(),',
		'	run: (n: number) => n * 2,',
		'}));',
	].join('\n'),
	'lib/base.ts': 'enum Size { Small = 1 }\nexport const base = { size: Size.Small, list: [1n, null] };',
	'.env': 'PORT=80',
});
const wrong = project({ 'app.config.ts': 'const a: any = null;\nexport default { a: a.b };' });
const timed = project({ 'app.config.js': 'export default { a: 1, b: Date.now() }' });

for (const [name, makeEngine] of combinations) {
	test(`loadConfig() on ${name}`, { timeout: 120_000 }, async () => {
		const engine = makeEngine();
		await using sandbox = createSandbox({
			engine,
			boundary: engine.boundary,
			limits: { wallMs: 30_000 },
			pool: { min: 0, startMs: 60_000 },
		});
		await using config = await loadConfig({ name: 'app', cwd, sandbox, now: 7, functions: ['run'] });
		assert.deepEqual(config.value, { size: 1, list: [1n, null], environment: 'development', port: 80, at: new Date(7) });
		assert.equal(await config.call('run', 21), 42);
		const { origin } = config.why('list.1') ?? {};
		assert.deepEqual([origin?.file, origin?.line], ['lib/base.ts', 2]);
		await assert.rejects(loadConfig({ name: 'app', cwd: wrong, sandbox }), {
			code: 'GLOVEBOX_CONFIG',
			line: 2,
			details: { file: 'app.config.ts' },
		});
		await assert.rejects(loadConfig({ name: 'app', cwd: timed, sandbox }), {
			code: 'GLOVEBOX_CONFIG',
			line: 1,
			message: /Date\.now\(\) is not there/,
		});
	});
}
