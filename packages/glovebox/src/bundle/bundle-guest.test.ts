/** Size: one folder of hand-made packages, and what each of them must not do. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { createSandbox } from 'glovebox';
import { type BundleOptions, bundleGuest } from 'glovebox/bundle';
import { quickjs } from 'glovebox/engines';
import { requiresAtOnce } from './required-at-once.ts';

let base = '';
let from = '';

beforeEach(() => {
	base = mkdtempSync(join(tmpdir(), 'glovebox-bundle-'));
	from = join(base, 'app');
	mkdirSync(from);
	write('secret.js', 'export default "secret"', base);
});
afterEach(() => rmSync(base, { recursive: true }));

function write(path: string, text: string, folder = join(from, 'node_modules')): string {
	const file = join(folder, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
	return file;
}

/** Installs a package by hand: its files, and what its package.json says beside name and version. */
function install(name: string, files: Readonly<Record<string, string>>, manifest: object = {}, folder = join(from, 'node_modules')): void {
	write(`${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js', ...manifest }), folder);
	for (const [path, text] of Object.entries(files)) write(`${name}/${path}`, text, folder);
}

const asked = { p: '1.0.0' };

async function failure(options: Partial<BundleOptions> = {}): Promise<string> {
	const error: unknown = await bundleGuest({ packages: asked, from, cache: false, ...options }).then(
		() => 'no error',
		(thrown: unknown) => thrown,
	);
	assert.ok(error instanceof TypeError, String(error));
	return error.message.replaceAll(base, '');
}

/** What a guest gets of a program that imports the bundle. */
async function run(program: string, options: Partial<BundleOptions> = {}): Promise<unknown> {
	const { modules } = await bundleGuest({ packages: asked, from, cache: false, ...options });
	await using sandbox = createSandbox({ engine: quickjs(), modules, limits: { wallMs: 20_000 } });
	return await sandbox.evaluate(program);
}

test('bundleGuest() makes one module of a package and everything it needs', async () => {
	install('dep', { 'index.js': 'export const twice = (n) => n * 2;' });
	install('@scope/other', { 'index.cjs': 'exports.name = "other"' }, { main: 'index.cjs', type: 'commonjs' });
	const index = `import { twice } from 'dep'; import other from '@scope/other'; import data from './data.json' with { type: 'json' };
		import { cycle } from './a.js'; export const four = twice(2); export default [other.name, data.n, cycle()];`;
	const files = {
		'a.js': "import { b } from './b.js'; export const cycle = () => b()",
		'b.js': "import './a.js'; export const b = () => 'b'",
	};
	install('p', { 'index.js': index, 'data.json': '{"n":5}', ...files }, { dependencies: { dep: '*', '@scope/other': '*' } });
	assert.deepEqual(await run('import list, { four } from "p"; export default [four, ...list]'), [4, 'other', 5, 'b']);
	const { packages, bytes, modules } = await bundleGuest({ packages: asked, from, cache: false });
	const [{ hash, ...report } = { hash: '' }] = packages;
	assert.match(hash, /^[0-9a-f]{64}$/);
	const contents = ['p@1.0.0', 'dep@1.0.0', '@scope/other@1.0.0'];
	assert.deepEqual(
		{ ...report, contents: [...(report as { contents: string[] }).contents].sort() },
		{
			specifier: 'p',
			name: 'p',
			version: '1.0.0',
			bytes: modules['p']?.length,
			files: 6,
			contents: contents.sort(),
			unavailable: [],
			cached: false,
		},
	);
	assert.equal(bytes, modules['p']?.length);
});

test('bundleGuest() gives a CommonJS package its module.exports as default export', async () => {
	install('p', { 'index.js': 'module.exports = { a: 1, f() { return typeof require + typeof process } }' }, { type: 'commonjs' });
	assert.deepEqual(await run('import p from "p"; export default [p.a, p.f()]'), [1, 'functionundefined']);
});

test('bundleGuest() gives a CommonJS package the names that its text shows, as Node does', async () => {
	const files = {
		'index.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.a = exports['b'] = 1; exports.default = 'inner';
			Object.defineProperty(exports, 'c', { get: () => 3 }); const name = 'hidden'; exports[name] = 4; __exportStar(require('./more'), exports);
			function __exportStar(from, to) { for (const key in from) to[key] = from[key]; }`,
		'more.js': 'module.exports = { d: 5, delete: 6, ...require("./last.js"), [1 + 1]: 7, "two words": 8 }',
		'last.js': 'module.exports.e = 9; require("./index.js")',
	};
	install('p', files, { type: 'commonjs' });
	const program = `import all, { a, b, c, d, e, delete as f } from 'p'; import * as ns from 'p';
		export default [a, b, c, d, e, f, all.default, all.hidden, all['two words'], Object.keys(ns)]`;
	assert.deepEqual(await run(program), [1, 1, 3, 5, 9, 6, 'inner', 4, 8, ['a', 'b', 'c', 'd', 'default', 'delete', 'e']]);
});

test('bundleGuest() shares packages that are asked for themselves, and bundles parts of a package', async () => {
	install(
		'dep',
		{ 'index.js': 'export const box = {}', 'part.js': 'export default "part"' },
		{ exports: { '.': './index.js', './part': './part.js' } },
	);
	install('p', { 'index.js': 'export { box } from "dep"' }, { dependencies: { dep: '*' } });
	const packages = { p: '1.0.0', dep: '1.0.0', 'dep/part': '1.0.0' };
	const program =
		'import { box } from "p"; import * as dep from "dep"; import part from "dep/part"; export default [box === dep.box, part]';
	assert.deepEqual(await run(program, { packages }), [true, 'part']);
});

test('bundleGuest() refuses another version, and what is not installed or no name', async () => {
	install('p', { 'index.js': '' }, { version: '1.0.1' });
	assert.equal(await failure(), 'Cannot bundle "p": version 1.0.1 is installed, not 1.0.0');
	assert.match(await failure({ packages: { p: '^1.0.0' } }), /version 1\.0\.1 is installed, not \^1\.0\.0$/);
	assert.match(await failure({ packages: { none: '1.0.0' } }), /"none" is not installed/);
	for (const name of ['../p', './p', '/etc', 'p/../../secret.js', 'node:fs', 'file:p', '', '@scope', 'p//x', 'a b', 'p\0']) {
		assert.match(await failure({ packages: { [name]: '1.0.1' } }), /it is no name of a package$/, name);
	}
	assert.match(await failure({ packages: { p: 1 as never } }), /no version is asked for$/);
	assert.equal(
		await failure({ other: 1 } as never),
		'options.other is no option of bundleGuest; the options are packages, from, builtins, cache',
	);
});

test('bundleGuest() reads no file outside the packages, by no path and no link', async () => {
	install('p', { 'index.js': 'export { default } from "../../../secret.js"' });
	assert.match(await failure(), /secret\.js" lies in no package that it may import$/);
	install('p', { 'index.js': `export { default } from ${JSON.stringify(join(base, 'secret.js'))}` });
	assert.match(await failure(), /lies in no package that it may import$/);
	install('p', { 'index.js': 'export { default } from "./link.js"' });
	symlinkSync(join(base, 'secret.js'), join(from, 'node_modules', 'p', 'link.js'));
	assert.match(await failure(), /lies in no package that it may import$/);
	install('p', { 'index.js': 'export { default } from "./up/secret.js"' });
	symlinkSync(base, join(from, 'node_modules', 'p', 'up'));
	assert.match(await failure(), /lies in no package that it may import$/);
	install('p', {}, { main: '../../../secret.js' });
	assert.match(await failure(), /lies in no package that it may import$|Could not resolve "p"/);
	install('p', { 'index.js': 'export { default } from "#x"' }, { imports: { '#x': '../../../secret.js' } });
	assert.notEqual(await failure(), 'no error');
});

test('bundleGuest() lets a package import what it declares and nothing else', async () => {
	install('dep', { 'index.js': 'export default 1', 'inner.js': 'export default 2' });
	install('p', { 'index.js': 'export { default } from "dep"' });
	assert.equal(await failure(), 'Cannot bundle "p": "p" imports "dep", which it does not declare');
	install('p', { 'index.js': 'export { default } from "../dep/inner.js"' });
	assert.equal(
		await failure({ packages: { p: '1.0.0', dep: '1.0.0' } }),
		'Cannot bundle "p": "p" imports a file of "dep", which it does not declare',
	);
	install('p', { 'index.js': 'export { default } from "gone"' }, { dependencies: { gone: '*' } });
	assert.equal(await failure(), 'Cannot bundle "p": "p" imports "gone", which is not installed');
	for (const odd of ['http://x.test/a.js', 'https://x.test/a.js', 'data:text/javascript,export default 1', 'file:///etc/passwd']) {
		install('p', { 'index.js': `export { default } from ${JSON.stringify(odd)}` });
		assert.match(await failure(), /which is no package$/, odd);
	}
});

test('bundleGuest() finds a package of a package manager that links, by its real path', async () => {
	install('p', { 'index.js': 'export { default } from "dep"' }, { dependencies: { dep: '*' } }, join(base, 'store', 'p', 'node_modules'));
	install('dep', { 'index.js': 'export default "linked"' }, {}, join(base, 'store', 'p', 'node_modules'));
	mkdirSync(join(from, 'node_modules'), { recursive: true });
	symlinkSync(join(base, 'store', 'p', 'node_modules', 'p'), join(from, 'node_modules', 'p'));
	assert.equal(await run('import p from "p"; export default p'), 'linked');
});

test('bundleGuest() refuses native modules, other files, pipes and manifests that are none', async () => {
	install('p', { 'index.js': 'module.exports = require("./x.node")', 'x.node': 'ELF' }, { type: 'commonjs' });
	assert.match(await failure(), /x\.node" is neither JavaScript nor JSON$/);
	install('p', { 'index.js': 'import "./x.wasm"', 'x.wasm': '' });
	assert.match(await failure(), /x\.wasm" is neither JavaScript nor JSON$/);
	install('p', { 'index.js': 'import "./x.ts"', 'x.ts': 'let x: number' });
	assert.match(await failure(), /x\.ts" is neither JavaScript nor JSON$/);
	install('p', { 'index.js': 'let x: number = 1' });
	assert.match(await failure(), /^Cannot bundle "p": .*\(.*index\.js:1\)$/);
	install('p', {}, { main: 'pipe.js' });
	execFileSync('mkfifo', [join(from, 'node_modules', 'p', 'pipe.js')]);
	assert.notEqual(await failure(), 'no error');
	for (const text of ['', '[', 'null', '5', '"x"']) {
		write('p/package.json', text);
		assert.match(await failure(), /its package\.json is no JSON$|version undefined is installed/, text);
	}
	rmSync(join(from, 'node_modules', 'p', 'package.json'));
	execFileSync('mkfifo', [join(from, 'node_modules', 'p', 'package.json')]);
	assert.match(await failure(), /its package\.json is no file that can be read$/);
});

test('bundleGuest() uses no configuration of the folder or of a package', async () => {
	const tsconfig = JSON.stringify({
		compilerOptions: { baseUrl: '.', paths: { dep: ['../secret.js'], '*': ['../secret.js'] }, jsxFactory: 'evil' },
	});
	write('tsconfig.json', tsconfig, from);
	write('jsconfig.json', tsconfig, from);
	write('.pnp.cjs', 'throw 1', from);
	install('dep', { 'index.js': 'export default "dep"' });
	install(
		'p',
		{ 'index.js': 'export { default } from "dep"', 'tsconfig.json': tsconfig },
		{ dependencies: { dep: '*' }, scripts: { install: 'touch ../../ran' } },
	);
	process.env['NODE_PATH'] = base;
	try {
		assert.equal(await run('import p from "p"; export default p'), 'dep');
	} finally {
		delete process.env['NODE_PATH'];
	}
	assert.equal(existsSync(join(from, 'ran')), false);
});

test('bundleGuest() refuses built-ins of Node unless a module stands for them', async () => {
	const reason = 'a built-in of Node; options.builtins can give a module that stands for it';
	for (const source of [
		'import "node:fs"',
		'import "fs"',
		'export * from "fs/promises"',
		'await import("node:os")',
		'import "node:unheard-of"',
	]) {
		install('p', { 'index.js': source });
		assert.match(await failure(), new RegExp(`^Cannot bundle "p": "p" imports ".*", ${reason}$`), source);
	}
	install('p', { 'index.js': 'module.exports = require("fs")' }, { type: 'commonjs' });
	assert.match(await failure(), /"p" imports "fs", a built-in/);
	install('p', { 'index.js': 'import { randomUUID } from "node:crypto"; import c from "crypto"; export default [randomUUID(), c]' });
	const builtins = { crypto: 'export const randomUUID = () => "stands"; export default 1' };
	assert.deepEqual(await run('import p from "p"; export default p', { builtins }), ['stands', 1]);
});

test('bundleGuest() lets a package go without what it requires only later, or tries', async () => {
	const index = `let native; try { native = require('node:os') } catch (error) { native = error.code }
		module.exports = { native, later: () => require('fs') }`;
	install('p', { 'index.js': index }, { type: 'commonjs' });
	const program = 'import p from "p"; let later; try { p.later() } catch (e) { later = e.message } export default [p.native, later]';
	assert.deepEqual(await run(program), ['MODULE_NOT_FOUND', "Cannot find module 'fs'"]);
	const { packages } = await bundleGuest({ packages: asked, from, cache: false });
	assert.deepEqual(packages[0]?.unavailable, ['node:os', 'fs']);
});

test('bundleGuest() follows the browser field of a package', async () => {
	const index = 'module.exports = [require("fs"), require("./node.js"), require("./off"), require("crypto")]';
	const files = {
		'index.js': index,
		'node.js': 'module.exports = "node"',
		'web.js': 'module.exports = "web"',
		'off.js': 'module.exports = "on"',
	};
	install(
		'p',
		{ ...files, 'c.js': 'module.exports = "c"' },
		{ type: 'commonjs', browser: { fs: false, './node.js': './web.js', './off.js': false, crypto: './c.js' } },
	);
	assert.deepEqual(await run('import p from "p"; export default p'), [{}, 'web', {}, 'c']);
});

test('bundleGuest() takes a module from its cache until something that it is made of changes', async () => {
	const cache = join(base, 'cache');
	const bundle = async () => {
		const { modules, packages } = await bundleGuest({ packages: asked, from, cache });
		return [modules['p'], packages[0]?.cached, packages[0]?.hash] as const;
	};
	install('p', { 'index.js': 'import { n } from "./n.js"; export default n', 'n.js': 'export const n = 1' });
	const [first, cached, hash] = await bundle();
	assert.equal(cached, false);
	assert.deepEqual(await bundle(), [first, true, hash]);
	const file = write('p/n.js', 'export const n = 2');
	utimesSync(file, 0, 0);
	const [second, again, other] = await bundle();
	assert.ok(second !== first && again === false && other !== hash);
	install('dep', { 'index.js': 'export const n = 3' });
	assert.equal((await bundle())[1], false, 'a package that is installed beside it');
	assert.equal((await bundle())[1], true);
	execFileSync('sh', ['-c', `for f in "${cache}"/*.json; do printf x >> "$f"; done`]);
	assert.deepEqual((await bundle()).slice(0, 2), [second, false]);
});

test('requiresAtOnce() tells what runs when a file is loaded', () => {
	const rows: readonly (readonly [source: string, atOnce: boolean])[] = [
		['module.exports = require("x")', true],
		['if (a) { b = require("x").c }', true],
		['(function () { return require("x") })()', true],
		['(() => require("x"))()', true],
		['try { require("x") } catch {}', false],
		['try {} catch { require("x") }', true],
		['try {} finally { require("x") }', true],
		['exports.f = function () { return require("x") }', false],
		['exports.f = () => require("x")', false],
		['class A { m() { return require("x") } }', false],
		['require("y"); other.require("x")', false],
		['#!/usr/bin/env node\nreturn require("x")', true],
		['this is no program', true],
	];
	for (const [source, atOnce] of rows) assert.equal(requiresAtOnce(source, 'x'), atOnce, source);
});
