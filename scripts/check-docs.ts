/**
 * Proves the documentation: every code block runs (and type-checks) and prints what it says, every link leads somewhere,
 * every error code and every limit has its place. Words select pages: `check-docs.ts limits README`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { errorCodes } from '../packages/glovebox/src/core/errors.ts';
import { limitNames } from '../packages/glovebox/src/core/limits.ts';
import { type Block, commentBlocks, markdownBlocks } from './doc-blocks.ts';
import { linkProblems } from './doc-links.ts';
import { existing, repository, sourceFiles } from './source-files.ts';

const words = process.argv.slice(2);
// Node refuses to strip types below node_modules, so the blocks get a folder of their own; `glovebox` resolves from there.
const folder = join(repository, '.cache', `docs-${process.pid}`);
const blockMs = 30_000;

const markdown = [...sourceFiles(['docs'], ['.md']), ...sourceFiles(['packages'], ['.md']), ...rootPages()].filter(wanted);
const sources = sourceFiles(['packages/glovebox/src'], ['.ts']).filter((path) => !path.endsWith('.test.ts') && wanted(path));
const pages = new Map([...markdown, ...sources].map((path) => [path, readFileSync(join(repository, path), 'utf8')]));

const blocks = [
	// A README inside a package describes; it is not for users, and its blocks are notation.
	...markdown.filter((path) => !path.startsWith('packages/')).flatMap((path) => markdownBlocks(path, pages.get(path) ?? '')),
	// An example of an internal name has no door to import it from.
	...sources.flatMap((path) => commentBlocks(path, pages.get(path) ?? '')).filter(({ code }) => code.includes("from 'glovebox")),
];
const problems = [
	...markdown.flatMap((path) => linkProblems(repository, path, pages.get(path) ?? '')),
	...sectionProblems('docs/errors.md', Object.keys(errorCodes), /^## `?(GLOVEBOX_\w+)`?$/gm),
	...sectionProblems('docs/limits.md', limitNames, /^\| `(\w+)` \|/gm),
	...(await blockProblems()),
];

for (const line of problems) console.error(line);
console.log(`${blocks.length} code blocks, ${markdown.length} pages, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

function wanted(path: string): boolean {
	return words.length === 0 || words.some((word) => path.includes(word));
}

function rootPages(): string[] {
	return existing(['README.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md']);
}

/** A page that lists names must list each of them, and no other. */
function sectionProblems(path: string, names: readonly string[], section: RegExp): string[] {
	const text = pages.get(path);
	if (text === undefined) return [];
	const listed = [...text.matchAll(section)].map(([, name = '']) => name);
	return [
		...names.filter((name) => !listed.includes(name)).map((name) => `${path}: says nothing of ${name}`),
		...listed.filter((name) => !names.includes(name)).map((name) => `${path}: speaks of ${name}, which does not exist`),
	];
}

async function blockProblems(): Promise<string[]> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const found: string[] = [];
	try {
		const files = blocks.map((block) => writeBlock(block));
		found.push(...(await typeProblems()));
		const waiting = [...blocks.entries()];
		const lane = async (): Promise<void> => {
			for (let next = waiting.shift(); next; next = waiting.shift()) found.push(...(await runBlock(next[1], files[next[0]] ?? '')));
		};
		await Promise.all([lane(), lane()]);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	return found;
}

function writeBlock({ place, language, code }: Block): string {
	const file = join(folder, `${place.replace(/[^\w]+/g, '-')}.${language}`);
	writeFileSync(file, code);
	return file;
}

async function typeProblems(): Promise<string[]> {
	const options = { noUnusedLocals: false, noUnusedParameters: false };
	writeFileSync(
		join(folder, 'tsconfig.json'),
		JSON.stringify({ extends: '../../tsconfig.base.json', compilerOptions: options, include: ['*.ts'] }),
	);
	if (!blocks.some(({ language }) => language === 'ts')) return [];
	const { output } = await execute('tsc', ['-p', folder, '--pretty', 'false']);
	return output.split('\n').filter((line) => line.startsWith('.cache/'));
}

async function runBlock({ place, language, prints }: Block, file: string): Promise<string[]> {
	const command = language === 'ts' ? process.execPath : 'bash';
	const args = language === 'ts' ? ['--conditions=glovebox-source', file] : ['-eu', file];
	const { status, output, errors } = await execute(command, args);
	if (status !== 0) return [`${place}: ended with ${status}\n${indent(errors || output)}`];
	if (prints === undefined || output.trimEnd() === prints.trimEnd()) return [];
	return [`${place}: promises\n${indent(prints)}\n    and prints\n${indent(output)}`];
}

interface Executed {
	readonly status: number | string;
	readonly output: string;
	readonly errors: string;
}

function execute(command: string, args: readonly string[]): Promise<Executed> {
	const bin = join(repository, 'node_modules', '.bin');
	const env = { ...process.env, PATH: `${existsSync(bin) ? bin + delimiter : ''}${process.env.PATH}`, NO_COLOR: '1' };
	const child = spawn(command, args, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: blockMs, killSignal: 'SIGKILL' });
	let output = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({ status: code ?? `${signal} after ${blockMs} ms`, output, errors }));
	});
}

function indent(text: string): string {
	return text.trimEnd().replace(/^/gm, '        ');
}
