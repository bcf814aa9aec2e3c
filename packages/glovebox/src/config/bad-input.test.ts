/** Size: one table of texts that are wrong, by format. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadConfig } from 'glovebox/config';
import { load, problemOf, project, sandbox } from '../../test/config/project.ts';

const problemAt = async (cwd: string) =>
	loadConfig({ name: 'app', cwd, sandbox }).then(
		({ value }) => `loaded ${JSON.stringify(value)}`,
		(error: Error) => error.message.replace('Cannot load the config: ', ''),
	);

describe('a text that is wrong is refused with its place', () => {
	const rows: readonly (readonly [says: string, file: string, text: string | Uint8Array, problem: string | RegExp])[] = [
		['broken JSON', 'app.config.json', '{\n "a": }', 'app.config.json:2:7: value expected'],
		['an empty JSON file', 'app.config.json', '', 'app.config.json:1:1: value expected'],
		['a comment in JSON', 'app.config.json', '{} // no', 'app.config.json:1:4: invalid comment token'],
		['a key twice in JSON', 'app.config.json', '{ "a": 1,\n"a": 2 }', 'app.config.json:2:1: the key "a" stands twice'],
		['a key twice in YAML', 'app.config.yaml', 'a: 1\nb:\n  c: 1\n  c: 2\n', 'app.config.yaml:4:3: the key "c" stands twice'],
		['a key twice in TOML', 'app.config.toml', 'a = 1\na = 2\n', /^app\.config\.toml:2:\d+: /],
		['a variable twice in .env', '.env', 'A=1\nA=2\n', '.env:2:1: the key "A" stands twice'],
		['__proto__ in JSON', 'app.config.json', '{ "a": {\n"__proto__": {} } }', 'app.config.json:2:1: the key "__proto__" is refused'],
		['__proto__ in YAML', 'app.config.yaml', 'a:\n  __proto__: { x: 1 }\n', 'app.config.yaml:2:3: the key "__proto__" is refused'],
		['__proto__ in TOML', 'app.config.toml', '[__proto__]\nx = 1\n', /^app\.config\.toml:1:1: /],
		[
			'__proto__ in a script',
			'app.config.js',
			'export default { a: JSON.parse(\'{"__proto__": 1}\') }',
			'app.config.js:1:18: "a" has the key "__proto__"',
		],
		['a list at the root', 'app.config.json', '[1]', 'app.config.json:1:1: the config is not a record'],
		['a list at the root of a script', 'app.config.js', 'export default [1]', 'app.config.js:1:16: the config is not a record'],
		[
			'invalid UTF-8',
			'app.config.yaml',
			Buffer.concat([Buffer.from('a: 1\nb: '), Buffer.of(0xff), Buffer.from('\n')]),
			'app.config.yaml:2:1: it is not valid UTF-8',
		],
		['broken YAML', 'app.config.yaml', 'a: 1\nb: "x\n', /^app\.config\.yaml:\d+:\d+: missing closing/i],
		['two YAML documents', 'app.config.yaml', 'a: 1\n---\nb: 2\n', 'app.config.yaml:2:1: a second document begins; a config is one'],
		['an unknown YAML tag', 'app.config.yaml', 'a: !!js/function "x"\n', /^app\.config\.yaml:1:4: .*tag/i],
		['a YAML alias that leads nowhere', 'app.config.yaml', 'a: 1\nb: *gone\n', /^app\.config\.yaml:2:4: .*gone/],
		['a YAML cycle', 'app.config.yaml', 'a: &a\n  b: *a\n', 'app.config.yaml:2:3: an alias leads back to where it stands'],
		['a YAML key that is no text', 'app.config.yaml', '[a, b]: 1\n', 'app.config.yaml:1:1: a key must be text'],
		[
			'an integer too large, in YAML',
			'app.config.yaml',
			'a: 12345678901234567890\n',
			'app.config.yaml:1:4: a number cannot hold the integer 12345678901234567890; quote it',
		],
		[
			'an integer too large, in TOML',
			'app.config.toml',
			'a = 1\nb = 12345678901234567890\n',
			/^app\.config\.toml:2:\d+: integer value cannot be represented/,
		],
		['an impossible TOML date', 'app.config.toml', 'a = 1\nb = 2020-13-41\n', /^app\.config\.toml:2:\d+: /],
		['a day that its month lacks', 'app.config.toml', 'a = [2024-02-29, 2023-02-29]\n', 'app.config.toml:1:18: the month has no such day'],
		[
			'such a day with a time',
			'app.config.toml',
			'a.b = { c = 2023-04-31T10:00:00Z }\n',
			'app.config.toml:1:13: the month has no such day',
		],
		['a line of .env that is none', '.env', 'A=1\n\nnonsense here\n', '.env:3:1: NAME=value expected'],
		['a quote of .env that is not closed', '.env', 'A="x\nB=2\n', '.env:1:3: a quote is not closed'],
		[
			'a script that throws',
			'app.config.ts',
			'const a: number = 1;\nthrow new RangeError("no");\nexport default {}',
			'app.config.ts:2:7: RangeError: no',
		],
		['a script that does not parse', 'app.config.ts', 'export default {\n a: ,\n}', /^app\.config\.ts:2:5: SyntaxError: /],
		['a script without a default export', 'app.config.js', 'export const a = 1', 'app.config.js: it has no default export'],
		['a cycle of values', 'app.config.js', 'const a = {};\na.b = { a };\nexport default { a }', 'app.config.js:3:18: "a.b.a" is a cycle'],
		['a class instance', 'app.config.js', 'export default { a: new Map() }', 'app.config.js:1:18: "a" is neither data nor a plain record'],
		['a symbol', 'app.config.js', 'export default { a: [Symbol()] }', 'app.config.js:1:22: "a.0" is a symbol'],
		[
			'an "extends" that is no path',
			'app.config.json',
			'{ "extends": 5 }',
			'app.config.json:1:3: "extends" must be a path or a list of paths',
		],
		[
			'an "extends" of a package',
			'app.config.json',
			'{ "extends": "other" }',
			'app.config.json:1:3: "extends" of "other" is refused: only relative files can be extended',
		],
		['an "extends" of a URL', 'app.config.yaml', 'extends: https://example.org/x.json\n', /only relative files can be extended$/],
		[
			'an "extends" of nothing',
			'app.config.json',
			'{ "extends": "./gone" }',
			'app.config.json:1:3: "extends" of "./gone" leads to no file',
		],
		[
			'an "extends" out of the project',
			'app.config.json',
			'{ "extends": "../../etc/passwd" }',
			'app.config.json:1:3: "extends" of "../../etc/passwd" leads out of the project',
		],
		[
			'an import of a package',
			'app.config.ts',
			'\nimport "zod";\nexport default {}',
			/^app\.config\.ts.*the import of "zod" is refused: only relative files and "glovebox\/config" can be imported$/,
		],
		['an import of Node', 'app.config.ts', 'import "node:fs";\nexport default {}', /the import of "node:fs" is refused/],
		[
			'an import of an absolute path',
			'app.config.ts',
			'import "/etc/hosts";\nexport default {}',
			/the import of "\/etc\/hosts" is refused/,
		],
		[
			'an import out of the project',
			'app.config.ts',
			'import "../../x.ts";\nexport default {}',
			/the import of "\.\.\/\.\.\/x\.ts" leads out of the project$/,
		],
		['an import of nothing', 'app.config.ts', 'import "./gone";\nexport default {}', /the import of "\.\/gone" leads to no file$/],
		['an import of what does not parse', 'app.config.ts', 'import "./b.ts";\nexport default {}', /^b\.ts:2:\d+: SyntaxError: /],
	];
	for (const [says, file, text, problem] of rows) {
		test(says, async () => {
			const others = file === '.env' ? { 'app.config.json': '{}' } : { 'b.ts': '\nlet =' };
			const found = await problemOf({ ...others, [file]: text });
			if (typeof problem === 'string') assert.equal(found, problem);
			else assert.match(found, problem);
		});
	}
});

describe('a text that is a bomb ends in time', () => {
	const deep = 100_000;
	const bombs: readonly (readonly [says: string, file: string, text: string, problem: RegExp])[] = [
		[
			'10 MB',
			'app.config.json',
			`"${'x'.repeat(10 * 2 ** 20)}"`,
			/^app\.config\.json: it has 10485762 bytes, more than the 1048576 that a config may have$/,
		],
		[
			'JSON nested 100 000 deep',
			'app.config.json',
			'['.repeat(deep) + ']'.repeat(deep),
			/^app\.config\.json:1:101: nested more than 100 deep$/,
		],
		['YAML nested 100 000 deep', 'app.config.yaml', `a: ${'['.repeat(deep)}${']'.repeat(deep)}`, /^app\.config\.yaml:\d+:\d+: /],
		['TOML nested 100 000 deep', 'app.config.toml', `a = ${'['.repeat(deep)}${']'.repeat(deep)}`, /^app\.config\.toml:1:\d+: /],
		[
			'a script nested 100 000 deep',
			'app.config.js',
			`export default ${'['.repeat(deep)}${']'.repeat(deep)}`,
			/^app\.config\.js:1:\d+: SyntaxError: .*nested too deeply/,
		],
		[
			'a script that makes nesting',
			'app.config.js',
			'let a = {}; for (let i = 0; i < 100000; i++) a = { a }; export default a',
			/"a\.a\.a" is nested more than 100 deep$/,
		],
		[
			'a script that makes many values',
			'app.config.js',
			'export default { a: new Array(200000).fill(0) }',
			/holds more than 100000 values$/,
		],
		[
			'a YAML bomb of aliases',
			'app.config.yaml',
			`a0: &a0 [x]\n${Array.from({ length: 20 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}*a${at}]`).join('\n')}\n`,
			/^app\.config\.yaml:1:1: holds more than 100000 values$/,
		],
	];
	for (const [says, file, text, problem] of bombs) {
		test(says, { timeout: 60_000 }, async () => assert.match(await problemOf({ [file]: text }), problem));
	}

	test('files that extend two others each, thirty deep, are given up and not read for years', { timeout: 60_000 }, async () => {
		const twice = (index: number) => `{ "extends": ["./f${index}.json", "./f${index}.json"] }`;
		const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}.json`, twice(index + 1)]));
		const problem = await problemOf({ ...files, 'app.config.json': twice(0), 'f30.json': '{}' });
		assert.match(problem, /^f\d+\.json: the config extends more than 100 files$/);
	});

	test('files that are large together are as one that is too large', { timeout: 60_000 }, async () => {
		const many = JSON.stringify(Array.from({ length: 60_000 }, () => 0));
		const files = { 'app.config.json': '{ "extends": ["./a", "./b"] }', 'a.json': `{ "a": ${many} }`, 'b.json': `{ "b": ${many} }` };
		assert.equal(await problemOf(files), 'b.json: the files hold more than 100000 values together');
	});

	test('a list is replaced as a whole, by variables and by overrides', async () => {
		const files = { 'app.config.json': '{ "plugins": ["a", "b"] }', '.env': '\nAPP_PLUGINS__0=c\n' };
		await assert.rejects(load(files, { envPrefix: 'APP_' }), {
			message: 'Cannot load the config: .env:2:1: APP_PLUGINS__0: "plugins" is a list, which a variable replaces as a whole, by JSON',
		});
		await assert.rejects(load(files, { overrides: { 'plugins.0': 'c' } }), {
			name: 'TypeError',
			message: 'options.overrides["plugins.0"]: "plugins" is a list, which is replaced as a whole',
		});
		assert.deepEqual((await load(files, { envPrefix: 'APP_', env: { APP_PLUGINS: '["c"]' }, dotenv: false })).value, { plugins: ['c'] });
	});

	test('a cycle of "extends" is told with its chain', async () => {
		const files = {
			'app.config.json': '{ "extends": "./b" }',
			'b.yaml': 'extends: ./c.ts\n',
			'c.ts': 'export default { extends: "./b.yaml" }',
		};
		assert.equal(await problemOf(files), 'c.ts: "extends" leads back: app.config.json → b.yaml → c.ts → b.yaml');
	});

	test('an import cycle is no problem', async () => {
		const files = {
			'app.config.ts': 'import { b } from "./b.ts"; export const a = 1; export default { b: b() }',
			'b.ts': 'import { a } from "./app.config.ts"; export const b = () => a',
		};
		assert.equal(await problemOf(files), 'loaded {"b":1}');
	});
});

describe('a repository that was just cloned', () => {
	test('has two configs of one name: neither counts', async () => {
		assert.equal(
			await problemOf({ 'app.config.json': '{}', 'app.config.ts': '' }),
			'app.config.ts: app.config.ts and app.config.json both exist; keep one of them',
		);
		assert.match(await problemOf({ 'other.json': '{}' }), /^there is no app\.config\.\{ts,/);
	});

	test('links out of the project, as a file, a folder, a .env or an import: refused', async () => {
		const outside = project({ 'secret.json': '{ "secret": 1 }', 'secret.env': 'SECRET=1' });
		const asFile = project({});
		symlinkSync(join(outside, 'secret.json'), join(asFile, 'app.config.json'));
		assert.equal(await problemAt(asFile), 'app.config.json: it is a link that leads out of the project');
		const asFolder = project({ 'app.config.json': '{ "extends": "./sub/secret.json" }' });
		symlinkSync(outside, join(asFolder, 'sub'));
		assert.equal(await problemAt(asFolder), 'sub/secret.json: it is a link that leads out of the project');
		const asEnv = project({ 'app.config.json': '{}' });
		symlinkSync(join(outside, 'secret.env'), join(asEnv, '.env'));
		assert.equal(await problemAt(asEnv), '.env: it is a link that leads out of the project');
		const asImport = project({ 'app.config.ts': 'import x from "./x.json" with { type: "json" }; export default x' });
		symlinkSync(join(outside, 'secret.json'), join(asImport, 'x.json'));
		assert.match(await problemAt(asImport), /x\.json: it is a link that leads out of the project$/);
		const dangling = project({});
		symlinkSync('app.config.json', join(dangling, 'app.config.json'));
		assert.equal(await problemAt(dangling), 'app.config.json: it is a link that leads to itself');
	});

	test('links within the project are followed', async () => {
		const root = project({ 'real/base.json': '{ "a": 1 }' });
		symlinkSync('real/base.json', join(root, 'app.config.json'));
		linkSync(join(root, 'real/base.json'), join(root, 'real/again.json'));
		assert.equal(await problemAt(root), 'loaded {"a":1}');
	});

	test('has a pipe, a folder or a device in the place of a file: refused at once', { timeout: 20_000 }, async () => {
		const pipe = project({});
		execFileSync('mkfifo', [join(pipe, 'app.config.yaml')]);
		assert.equal(await problemAt(pipe), 'app.config.yaml: it is a pipe, not a file');
		const env = project({ 'app.config.json': '{}' });
		execFileSync('mkfifo', [join(env, '.env')]);
		assert.equal(await problemAt(env), '.env: it is a pipe, not a file');
		const folder = project({});
		mkdirSync(join(folder, 'app.config.json'));
		assert.equal(await problemAt(folder), 'app.config.json: it is a folder, not a file');
		const device = project({});
		symlinkSync('/dev/zero', join(device, 'app.config.json'));
		assert.equal(await problemAt(device), 'app.config.json: it is a link that leads out of the project');
	});

	test('cannot have its parser hang or die: the next file is read', async () => {
		const config = await load({ 'app.config.yaml': `a: ${'['.repeat(5_000)}` }).catch(() => undefined);
		assert.equal(config, undefined);
		assert.equal(await problemOf({ 'app.config.yaml': 'a: 1\n' }), 'loaded {"a":1}');
	});
});

test('a script that throws a path of its own making has it told as text, in a moment', async () => {
	const path = 'let v = "x"; for (let i = 0; i < 60; i++) v = [v, v];';
	const text = `${path} export default { get a() { throw { path: ["k", v], why: "is odd" } } }`;
	assert.match(await problemOf({ 'app.config.js': text }), /"k\.object" is odd$/);
});

test('nothing is applied by half: a project that is wrong in one layer gives no config', async () => {
	const root = project({ 'app.config.json': '{ "a": 1 }', 'app.config.production.json': '{ "a": ' });
	await assert.rejects(loadConfig({ name: 'app', cwd: root, sandbox, environment: 'production' }), { code: 'GLOVEBOX_CONFIG', line: 1 });
	writeFileSync(join(root, 'app.config.production.json'), '{ "a": 2 }');
	assert.deepEqual((await loadConfig({ name: 'app', cwd: root, sandbox, environment: 'production' })).value, { a: 2 });
});

test('options that are wrong are named', async () => {
	const wrong = (options: object) => load({ 'app.config.json': '{}' }, options);
	await assert.rejects(wrong({ nam: 1 }), { name: 'TypeError', message: /options\.nam is no option of loadConfig/ });
	await assert.rejects(wrong({ name: '../x' }), { name: 'TypeError', message: /options\.name/ });
	await assert.rejects(wrong({ environment: 'a/b' }), { name: 'TypeError', message: /options\.environment/ });
	await assert.rejects(wrong({ sandbox: {} }), { name: 'TypeError', message: /options\.sandbox/ });
	await assert.rejects(wrong({ merge: { a: 'mix' } }), { name: 'TypeError', message: /options\.merge\["a"\]/ });
	await assert.rejects(wrong({ overrides: { 'a.__proto__': 1 } }), { name: 'TypeError', message: /options\.overrides/ });
	await assert.rejects(wrong({ defaults: { a: { b: () => 1 } } }), {
		name: 'TypeError',
		message: 'options.defaults at "a.b" is a function',
	});
	await assert.rejects(wrong({ root: '/', cwd: '/nowhere/at/all' }), { name: /GuestError|ConfigError|TypeError/ });
});
