import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { glovebox, gloveboxJson } from './test/glovebox.ts';

const cwd = mkdtempSync(join(tmpdir(), 'glovebox-config-command-'));
after(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'app.config.yaml'), 'server:\n  port: 80\n$env:\n  production: { server: { port: 443 } }\n');
writeFileSync(join(cwd, 'script.config.ts'), 'import { env } from "glovebox/config";\nexport default { who: env("WHO") ?? "nobody" };\n');

const done = (stdout: string) => ({ code: 0, stdout, stderr: '' });

test('config print shows the value, with overrides, as text and as JSON', async () => {
	assert.deepEqual(await glovebox(['config', 'print'], { cwd }), done('{ server: { port: 80 } }\n'));
	assert.deepEqual(await gloveboxJson(['config', 'print', '--set', 'server.port=1', '--set', 'name=x'], { cwd }), {
		server: { port: 1 },
		name: 'x',
	});
});

test('config why names file, line, layer and what was overridden', async () => {
	const { code, stdout } = await glovebox(['config', 'why', 'server.port', '--environment', 'production'], { cwd });
	const lines = [
		'server.port = 443',
		'  said by  environment  app.config.yaml:4:27  443',
		'  over     file         app.config.yaml:2:3   80',
		'',
	];
	assert.deepEqual([code, stdout], [0, lines.join('\n')]);
	assert.deepEqual(await glovebox(['config', 'why', 'gone'], { cwd }), {
		code: 1,
		stdout: '',
		stderr: 'glovebox: There is no "gone" in the config\n',
	});
});

test('config diff compares two environments, and ends with 1 where they differ', async () => {
	const { code, stdout } = await glovebox(['config', 'diff', 'staging', 'production'], { cwd });
	assert.deepEqual(
		[code, stdout],
		[1, 'server.port\n  - staging     80   app.config.yaml:2:3\n  + production  443  app.config.yaml:4:27\n'],
	);
	assert.deepEqual(await glovebox(['config', 'diff', 'staging', 'test'], { cwd }), done('"staging" and "test" are the same\n'));
});

test('config types prints a declaration, and lock writes what --lock holds', async () => {
	const { stdout } = await glovebox(['config', 'types'], { cwd });
	assert.match(stdout, /^export type AppConfig = \{\n\treadonly server: \{\n\t\treadonly port: number;\n\t\};\n\};$/m);
	assert.deepEqual(await glovebox(['config', 'lock'], { cwd }), done(''));
	assert.equal(JSON.parse(readFileSync(join(cwd, 'app.config.lock.json'), 'utf8')).version, 1);
	assert.equal((await glovebox(['config', 'print', '--lock', 'app.config.lock.json'], { cwd })).code, 0);
	const changed = await glovebox(['config', 'print', '--lock', 'app.config.lock.json', '--environment', 'production'], { cwd });
	assert.equal(changed.code, 1);
	assert.match(changed.stderr, /the inputs are not the locked ones: file "\.env\.development" is no longer read/);
});

test('a script has the variables that --env names, and no other', async () => {
	const env = { WHO: 'me' };
	assert.deepEqual(await gloveboxJson(['config', 'print', '--name', 'script'], { cwd, env }), { who: 'nobody' });
	assert.deepEqual(await gloveboxJson(['config', 'print', '--name', 'script', '--env', 'WHO', '--engine', 'isolate'], { cwd, env }), {
		who: 'me',
	});
});

test('what is wrong is told with its place and lines, and usage mistakes end with 2', async () => {
	writeFileSync(join(cwd, 'bad.config.json'), '{\n\t"a": \n}\n');
	assert.deepEqual(await glovebox(['config', 'print', '--name', 'bad'], { cwd }), {
		code: 1,
		stdout: '',
		stderr:
			'ConfigError: Cannot load the config: bad.config.json:3:1: value expected\n  bad.config.json:3:1\n  1 | {\n  2 | \t"a":\n> 3 | }\n    | ^\n  4 |\n',
	});
	assert.equal((await glovebox(['config', 'print', '--set', 'nonsense'], { cwd })).code, 2);
	assert.equal((await glovebox(['config', 'why', 'a..b'], { cwd })).code, 2);
	const nowhere = await glovebox(['config', 'print', '--cwd', 'nowhere'], { cwd });
	assert.deepEqual([nowhere.code, nowhere.stderr], [2, `glovebox: --cwd: there is no folder "${join(cwd, 'nowhere')}"\n`]);
	const never = await glovebox(['config', 'print', '--now', 'never'], { cwd });
	assert.equal(never.stderr, 'glovebox: --now never is no time; write 2026-01-01T00:00:00Z or milliseconds since 1970\n');
});

test('print --watch prints again after a change, until interrupted', async () => {
	writeFileSync(join(cwd, 'seen.config.json'), '{ "n": 1 }');
	let step = 0;
	const { code, stdout } = await glovebox(['config', 'print', '--name', 'seen', '--watch'], {
		cwd,
		onOutput: (text, child) => {
			if (step === 0 && text.includes('n: 1')) {
				step = 1;
				writeFileSync(join(cwd, 'seen.config.json'), '{ "n": 2 }');
			} else if (step === 1 && text.includes('n: 2')) {
				step = 2;
				child.kill('SIGINT');
			}
		},
	});
	assert.deepEqual([code, stdout.includes('{ n: 1 }\n') && stdout.includes('{ n: 2 }\n')], [130, true]);
});
