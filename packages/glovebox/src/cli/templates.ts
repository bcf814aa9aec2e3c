/** `glovebox templates`: renders a template of a folder. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { createSandbox, GloveboxError, GuestError, type LimitOptions } from '../index.ts';
import { createTemplates, type EngineName, engineNames, type Rendered } from '../templates/index.ts';
import { readEngine } from './engine-option.ts';
import { exitCodeFor, exitCodes } from './exit-codes.ts';
import { addGuestOptions, type Flags, readInput } from './guest-options.ts';
import { errorText } from './outcome-text.ts';
import { watchFiles } from './watch.ts';
import { jsonLine, shown } from './terminal.ts';
import { decodeText } from './text-file.ts';

interface TemplateFlags extends Flags {
	readonly with?: string;
	readonly escape?: 'html' | 'none';
}

/** Larger ones are over any limit of a template's source. */
const largestFile = 2 ** 24;

const notes = `
The data is the input: a JSON object. Partials and includes are files of the template's own folder, by their names there,
with or without the template's ending; nothing outside the folder is read.

Examples:
  $ glovebox templates mail.hbs --input-json '{"name": "Ada"}'
  $ glovebox templates page.txt --input page.json            the engine literal: text with \${…}
  $ glovebox templates page.html --with eta --input page.json --watch`;

export function addTemplates(program: Command): void {
	addGuestOptions(
		program.command('templates').argument('<file>', 'the template').description('render a template of somebody you do not trust'),
	)
		.option('--with <engine>', `the template engine: ${engineNames.join(', ')}; default: by the ending, else literal`)
		.option('--escape <how>', 'html or none, whatever the engine would do')
		.option('--watch', 'render again whenever the template or its data changes')
		.addHelpText('after', notes)
		.action(async (file: string, flags: TemplateFlags) => {
			process.exitCode = flags.watch ? await watchTemplate(file, flags) : await renderOnce(file, flags);
		});
}

async function watchTemplate(file: string, flags: TemplateFlags): Promise<number> {
	await watchFiles(flags.input === undefined ? [file] : [file, flags.input], () => renderOnce(file, flags));
	return exitCodes.interrupted;
}

async function renderOnce(file: string, flags: TemplateFlags): Promise<number> {
	const { input = {} } = readInput(flags);
	const engine = flags.engine === undefined ? undefined : readEngine(flags.engine);
	const limits = (flags.limit ?? {}) as LimitOptions;
	using sandbox = createSandbox({ limits, pool: { min: 0 }, ...(engine ? { engine, boundary: engine.boundary } : {}) });
	const load = folderLoader(file);
	const escaping = flags.escape === undefined ? {} : { escape: flags.escape };
	const templates = createTemplates({ sandbox, engine: readEngineName(flags.with ?? engineFor(file)), loader: load, ...escaping });
	const source = load(basename(file));
	if (source === undefined) throw new TypeError(`Cannot read "${file}": ${whyUnread(file)}`);
	try {
		report(await templates.compile(decodeText(source, file), { name: file }).render(input as object), flags);
		return exitCodes.done;
	} catch (error) {
		if (!(error instanceof GloveboxError)) throw error;
		if (flags.json) process.stdout.write(jsonLine({ ok: false, error: errorJson(error) }));
		else process.stderr.write(errorText(error, file));
		return exitCodeFor(error);
	}
}

const endings: Readonly<Record<string, EngineName>> = {
	'.hbs': 'handlebars',
	'.handlebars': 'handlebars',
	'.eta': 'eta',
	'.mustache': 'mustache',
	'.ejs': 'ejs',
	'.liquid': 'liquid',
	'.njk': 'nunjucks',
	'.pug': 'pug',
};

function readEngineName(name: string): EngineName {
	const known = engineNames.find((engine) => engine === name);
	if (known === undefined) throw new TypeError(`--with ${name} is no template engine; the engines are ${engineNames.join(', ')}`);
	return known;
}

/** The engine that an ending is known for. */
function engineFor(file: string): EngineName {
	const ending = extname(file).toLowerCase();
	return Object.hasOwn(endings, ending) ? (endings[ending] as EngineName) : 'literal';
}

/** Files of the template's folder, found by real paths: a name cannot lead out, nor can a link. */
function folderLoader(file: string): (name: string) => Uint8Array | undefined {
	const folder = realFolder(dirname(resolve(file)));
	const ending = /\.[^.]*$/.exec(basename(file))?.[0] ?? '';
	const read = (name: string): Uint8Array | undefined => {
		try {
			const path = realpathSync(join(folder, name));
			const inside = relative(folder, path);
			return inside.startsWith(`..${sep}`) || inside === '..' ? undefined : readPlainFile(path);
		} catch {
			return undefined;
		}
	};
	return (name) => (name.includes('\0') ? undefined : (read(name) ?? read(name + ending)));
}

/** Somebody else's folder may hold a pipe, which is waited for when it is opened. */
function readPlainFile(path: string): Uint8Array | undefined {
	const stats = statSync(path);
	return stats.isFile() && stats.size <= largestFile ? readFileSync(path) : undefined;
}

/** The loader does not say why it finds nothing. */
function whyUnread(file: string): string {
	const stats = statSync(file, { throwIfNoEntry: false });
	if (stats === undefined) return 'there is no such file';
	return stats.isDirectory() ? 'it is a folder' : `it is no plain file of its folder, or has more than ${largestFile} bytes`;
}

function realFolder(folder: string): string {
	try {
		return realpathSync(folder);
	} catch (cause) {
		throw new TypeError(`Cannot read "${folder}": there is no such folder`, { cause });
	}
}

function report({ text, loaded, usage }: Rendered, flags: Flags): void {
	process.stdout.write(flags.json ? jsonLine({ ok: true, value: text, loaded, usage }) : shown(text, process.stdout));
}

function errorJson(error: GloveboxError): unknown {
	const { code, name, message, details } = error;
	const place = error instanceof GuestError ? { line: error.line, column: error.column, codeFrame: error.codeFrame } : {};
	return { code, name, message, details, ...place };
}
