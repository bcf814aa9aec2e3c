/**
 * Builds what is published: compiled modules, their declarations, the files a carrier starts from,
 * the guest's side as one text, and QuickJS's memory with that in it.
 *
 *   npm run build                    to packages/glovebox/dist
 *   npm run build -- --stage FOLDER  a folder to publish from, as `npm publish` would pack it
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildCarrier, buildLaunchThread, buildProcessMain } from '../packages/glovebox/src/engines/carrier/program.ts';
import { buildGuest } from '../packages/glovebox/src/engines/guest-text.ts';
import { buildImage } from '../packages/glovebox/src/engines/quickjs/image.ts';
import { packFor } from '../packages/glovebox/src/engines/quickjs/stored-image.ts';
import { buildWebTexts } from '../packages/glovebox/src/engines/web-text.ts';
import { repository, sourceFiles } from './source-files.ts';

const library = join(repository, 'packages', 'glovebox');

/** Compiles the library into `folder`, which is emptied first. */
export function build(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	const compiler = join(repository, 'node_modules', 'typescript', 'lib', 'tsc.js');
	const args = [compiler, '-p', join(library, 'tsconfig.build.json'), '--outDir', folder];
	const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
	if (status !== 0) throw new Error('The library does not compile');
	for (const path of sourceFiles(['.'], ['.d.ts'], folder)) {
		const file = join(folder, path);
		writeFileSync(file, withoutSourceSpecifiers(readFileSync(file, 'utf8')));
	}
	// One file each instead of the compiled ones: a carrier starts several times as fast from it.
	for (const [entry, text] of [
		['engines/carrier/main', buildCarrier()],
		['engines/carrier/process-main', buildProcessMain()],
		['engines/confine/launch-thread-main', buildLaunchThread()],
	] as const) {
		for (const compiled of ['.js', '.d.ts']) rmSync(join(folder, `${entry}${compiled}`));
		writeFileSync(join(folder, `${entry}.cjs`), text);
	}
	mkdirSync(join(folder, 'guest'), { recursive: true });
	const guest = buildGuest();
	writeFileSync(join(folder, 'guest', 'guest.js'), guest);
	writeFileSync(join(folder, 'guest', 'web.json'), buildWebTexts());
	writeFileSync(join(folder, 'guest', 'licenses.txt'), licenses());
	writeFileSync(join(folder, 'engines', 'quickjs', 'image.bin'), packFor(guest, buildImage(guest)));
}

/** Packages whose code is part of the guest's, or of a carrier's program; their licences ask to be kept with it. */
const bundled = ['acorn', 'punycode', 'tr46', 'urlpattern-polyfill', 'web-streams-polyfill'];

function licenses(): string {
	const texts = bundled.map((name) => {
		const [file] = globSync(`node_modules/${name}/LICENSE*`, { cwd: repository });
		if (file === undefined) throw new Error(`${name} has no license to copy`);
		return `${name}\n\n${readFileSync(join(repository, file), 'utf8').trim()}\n`;
	});
	return texts.join('\n\n');
}

/** The compiler rewrites `./x.ts` to `./x.js` in modules, but not in declarations (TypeScript 7.0.2). */
export function withoutSourceSpecifiers(declarations: string): string {
	return declarations.replace(/((?:\bfrom|\bimport|\bimport\()\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2');
}

/** Makes a folder to publish from: the build, and a package.json that does not speak of sources or of this repository's scripts. */
export function stage(folder: string): void {
	mkdirSync(folder, { recursive: true });
	build(join(folder, 'dist'));
	cpSync(join(library, 'bin'), join(folder, 'bin'), { recursive: true });
	for (const name of ['README.md', 'LICENSE']) if (existsSync(join(repository, name))) cpSync(join(repository, name), join(folder, name));
	const { scripts: _refusal, ...manifest } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
	for (const door of Object.values<Record<string, string> | string>(manifest.exports)) {
		if (typeof door === 'object') delete door['glovebox-source'];
	}
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (import.meta.main) {
	const at = process.argv.indexOf('--stage');
	const target = process.argv[at + 1];
	if (at > 0 && target === undefined) throw new TypeError('--stage needs a folder');
	if (at > 0 && target !== undefined) stage(resolve(target));
	else build(join(library, 'dist'));
}
