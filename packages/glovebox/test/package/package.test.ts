/** Packs the library as it would be published, installs it elsewhere, and opens every door on each Node it supports. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stage } from '../../../../scripts/build.ts';
import { repository } from '../../../../scripts/source-files.ts';
import doors from './doors.json' with { type: 'json' };

/** The oldest Node that the package says it runs on; the newest is the one that runs this. */
const oldestNode = '24.21.0';
const commandMs = 240_000;

const folder = mkdtempSync(join(tmpdir(), 'glovebox-package-'));
const library = join(repository, 'packages', 'glovebox');
const staged = join(folder, 'staged');
const consumer = join(folder, 'consumer');
const installed = join(consumer, 'node_modules', 'glovebox');

interface Manifest {
	readonly version: string;
	readonly bin: Readonly<Record<string, string>>;
	readonly exports: Readonly<Record<string, Readonly<Record<string, string>> | string>>;
}

before(
	() => {
		stage(staged);
		execute(staged, 'npm', 'pack', '--silent', '--pack-destination', folder);
		mkdirSync(consumer);
		writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
		const [tarball = ''] = globSync('glovebox-*.tgz', { cwd: folder });
		execute(
			consumer,
			'npm',
			'install',
			'--silent',
			'--prefer-offline',
			'--no-audit',
			'--no-fund',
			join(folder, tarball),
			`node@${oldestNode}`,
		);
	},
	{ timeout: commandMs },
);

after(() => rmSync(folder, { recursive: true, force: true }));

describe('the published package', () => {
	test('has the README and the licence, and no script of this repository', () => {
		for (const file of ['README.md', 'LICENSE']) assert.ok(existsSync(join(installed, file)), file);
		assert.equal((readManifest() as { readonly scripts?: unknown }).scripts, undefined);
	});

	test('is not what a bare npm pack would make, which is refused', () => {
		const packed = spawnSync('npm', ['pack', '--dry-run'], { cwd: library, encoding: 'utf8', timeout: commandMs });
		assert.equal(packed.status, 1);
		assert.match(packed.stderr, /npm run build -- --stage FOLDER/);
	});

	test('has a door for each name in doors.json, a module and declarations behind each, and no other door', () => {
		const manifest = readManifest();
		const open = Object.keys(manifest.exports).filter((door) => door !== './package.json');
		assert.deepEqual(open.sort(), Object.keys(doors).sort());
		for (const door of open) {
			const targets = manifest.exports[door];
			assert.ok(typeof targets === 'object');
			assert.deepEqual(Object.keys(targets), ['types', 'default'], door);
			for (const target of Object.values(targets)) assert.ok(existsSync(join(installed, target)), target);
		}
	});

	test('holds no TypeScript source, no test, no map, and nothing that speaks of a source file', () => {
		const files = globSync('**/*', { cwd: installed, withFileTypes: true }).filter((entry) => entry.isFile());
		const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes('/glovebox/node_modules/'));
		assert.deepEqual(
			paths.filter((path) => /(?<!\.d)\.ts$|\.test\.|\.bench\.|\.map$/.test(path)),
			[],
		);
		const speaking = paths.filter((path) => /\.(js|d\.ts)$/.test(path)).filter((path) => speaksOfSource(readFileSync(path, 'utf8')));
		assert.deepEqual(speaking, []);
	});

	test("has an image of QuickJS's memory that fits what it was built from, so that no process makes one anew", () => {
		const [stored, text] = ['quickjs/stored-image.js', 'guest-text.js'].map((name) =>
			JSON.stringify(join(installed, 'dist/engines', name)),
		);
		const code = `const { storedImage } = await import(${stored}); const { guestText } = await import(${text});
			console.log(storedImage(guestText(), () => { throw new Error('It would be made') }) !== undefined)`;
		assert.equal(inNode(process.execPath, code), 'true\n');
	});

	for (const [door, names] of Object.entries(doors)) {
		const specifier = `glovebox${door.slice(1)}`;
		test(`${specifier} exports exactly the names in doors.json`, () => {
			const code = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(specifier)})).sort()))`;
			assert.deepEqual(JSON.parse(inNode(process.execPath, code)), [...names].sort());
		});
	}

	test('declares types that a strict consumer can use without ours', () => {
		const source = [
			"import { createSandbox, type Outcome } from 'glovebox';",
			"import { quickjs } from 'glovebox/engines';",
			'const sandbox = createSandbox({ engine: quickjs() });',
			"const outcome: Outcome<number> = await sandbox.run<number>('1');",
			'if (outcome.ok) { const value: number = outcome.value; console.log(value); }',
			'// @ts-expect-error: an unknown option is refused',
			'createSandbox({ engin: quickjs() });',
		].join('\n');
		writeFileSync(join(consumer, 'use.ts'), source);
		const options = {
			strict: true,
			noEmit: true,
			module: 'nodenext',
			target: 'esnext',
			lib: ['esnext'],
			types: ['node'],
			typeRoots: [join(repository, 'node_modules/@types')],
		};
		writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['use.ts'] }));
		execute(consumer, process.execPath, join(repository, 'node_modules/typescript/lib/tsc.js'), '-p', '.');
	});
});

for (const [name, node] of [
	['this Node', process.execPath],
	[`Node ${oldestNode}`, join(consumer, 'node_modules', '.bin', 'node')],
] as const) {
	describe(`on ${name}`, () => {
		test('createSandbox() runs a guest behind the default boundary', () => {
			const code =
				"import { createSandbox } from 'glovebox'; const sandbox = createSandbox(); console.log(await sandbox.evaluate('6 * 7')); await sandbox.close()";
			assert.equal(inNode(node, code), '42\n');
		});

		for (const engine of [
			'isolate()',
			'quickjs()',
			'nodeVm()',
			'worker(quickjs())',
			'worker(nodeVm())',
			'subprocess(isolate())',
			'subprocess(quickjs())',
		]) {
			test(`${engine} runs a guest`, () => {
				const code = `import { createSandbox } from 'glovebox'; import { isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines'; const engine = ${engine}; const sandbox = createSandbox({ engine, boundary: 'realm' }); console.log(await sandbox.evaluate('6 * 7')); await sandbox.close()`;
				assert.equal(inNode(node, code), '42\n');
			});
		}

		test('every door opens', () => {
			const code = `for (const door of ${JSON.stringify(Object.keys(doors))}) await import('glovebox' + door.slice(1)); console.log('open')`;
			assert.equal(inNode(node, code), 'open\n');
		});

		test('the command works', () => {
			assert.equal(execute(consumer, node, join(installed, readManifest().bin['glovebox'] ?? ''), 'eval', '6 * 7'), '42\n');
		});
	});
}

test('the command works in a checkout before any build', () => {
	const checkout = join(folder, 'checkout');
	const inside = join(checkout, 'packages', 'glovebox');
	for (const name of ['bin', 'src', 'package.json'])
		cpSync(join(repository, 'packages/glovebox', name), join(inside, name), { recursive: true });
	// Its versions of packages decide whether what was bundled of them is still good.
	cpSync(join(repository, 'package.json'), join(checkout, 'package.json'));
	mkdirSync(join(checkout, 'node_modules'));
	for (const entry of globSync('*', { cwd: join(repository, 'node_modules') })) {
		if (entry !== 'glovebox') symlinkSync(join(repository, 'node_modules', entry), join(checkout, 'node_modules', entry));
	}
	symlinkSync(inside, join(checkout, 'node_modules', 'glovebox'));
	assert.equal(execute(checkout, process.execPath, join(inside, 'bin/glovebox.js'), 'eval', '6 * 7'), '42\n');
});

function readManifest(): Manifest {
	return JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
}

/** An import of a `.ts` file or a path to one, which is not there once published. */
function speaksOfSource(text: string): boolean {
	return /(from|import|import\()\s*['"][^'"]*(?<!\.d)\.ts['"]/.test(text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''));
}

function inNode(node: string, code: string): string {
	return execute(consumer, node, '--input-type=module', '--eval', code);
}

function execute(cwd: string, command: string, ...args: readonly string[]): string {
	// Conditions and flags of the runner must not reach the consumer.
	const env = { ...process.env, NODE_OPTIONS: '', PATH: `${dirname(process.execPath)}:${process.env['PATH']}` };
	return execFileSync(command, args, { cwd, env, encoding: 'utf8', timeout: commandMs, stdio: ['ignore', 'pipe', 'pipe'] });
}
