/**
 * `npm run scoreboard`: makes every attack and every bomb on every boundary and on two peers, and writes `docs/security/`.
 *
 *   npm run scoreboard                       runs everything; takes a while
 *   npm run scoreboard -- --from FOLDER      writes the pages from escapes.json and bombs.json of an earlier run
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from './source-files.ts';
import { bombClasses, escapeClasses, type ThreatClass } from './threat-classes.ts';

interface Line {
	readonly attack: string;
	readonly class: string;
	readonly engine: string;
	readonly result: string;
	readonly overshootMs?: number;
	readonly growth?: { readonly carrierBytes?: number };
}

const tests = join(repository, 'packages/glovebox/test');
const pages = join(repository, 'docs/security');
const { values } = parseArgs({ options: { from: { type: 'string' } } });
const folder = values.from ?? measure();
const escapes = readLines(join(folder, 'escapes.json'));
const bombs = readLines(join(folder, 'bombs.json'));

mkdirSync(join(pages, 'classes'), { recursive: true });
writeFileSync(join(pages, 'scoreboard.md'), scoreboard());
for (const threat of escapeClasses) writePage('escapes', threat, escapes);
for (const threat of bombClasses) writePage('bombs', threat, bombs);
process.stdout.write(`Wrote ${pages}\n`);

function measure(): string {
	const into = mkdtempSync(join(tmpdir(), 'glovebox-scoreboard-'));
	run('escapes/run-all.ts', ['--peers', '--json', join(into, 'escapes.json')]);
	run('bombs/run-all.ts', ['--json', join(into, 'bombs.json')]);
	return into;
}

function run(program: string, args: readonly string[]): void {
	const { status } = spawnSync(process.execPath, ['--conditions=glovebox-source', join(tests, program), ...args], { stdio: 'inherit' });
	if (status === null) throw new Error(`${program} was ended by a signal`);
}

/** Both runners write JSON: one array, or a line for each attack. */
function readLines(file: string): readonly Line[] {
	const text = readFileSync(file, 'utf8').trim();
	return (text.startsWith('[') ? JSON.parse(text) : text.split('\n').map((line) => JSON.parse(line) as Line)) as Line[];
}

function scoreboard(): string {
	const versions = ['isolated-vm', 'quickjs-wasi', 'run'].map((name) => `${name} ${versionOf(name)}`).join(', ');
	return [
		'# Scoreboard',
		'',
		`Generated on ${new Date().toISOString().slice(0, 10)} by \`npm run scoreboard\`: Node ${process.versions.node}, V8 ${process.versions.v8}, ${versions}, ${process.platform}-${process.arch}. Every program is a file of ours under \`packages/glovebox/test\`; each ran in a process of its own.`,
		'',
		'A cell is how many were **not** contained, of how many ran. `nodeVm` and `worker(nodeVm)` are no boundaries and must fail some: a corpus that finds nothing there would find nothing anywhere.',
		'',
		'## Escapes',
		'',
		table(escapes, escapeClasses, 'escapes'),
		'',
		'## Bombs',
		'',
		'A bomb is contained when its run ends within 250 ms of its limit with a typed outcome, the host stays responsive and small, and nothing goes on using a processor. Engines in the host’s own thread (`stop: asked`) promise less, and what they cannot keep is counted here as it is.',
		'',
		table(bombs, bombClasses, 'bombs'),
		'',
		...latency(),
	].join('\n');
}

function table(lines: readonly Line[], classes: readonly ThreatClass[], corpus: string): string {
	const engines = [...new Set(lines.map(({ engine }) => engine))];
	const row = (name: string, chosen: (line: Line) => boolean) => [
		name,
		...engines.map((engine) => cell(lines.filter((line) => line.engine === engine && chosen(line)))),
	];
	const rows = classes
		.filter(({ folder: name }) => lines.some((line) => line.class === name))
		.map(({ folder: name, title }) => row(`[${title}](classes/${corpus}-${name}.md)`, (line) => line.class === name));
	return [['class', ...engines], ['---', ...engines.map(() => '---')], ...rows, row('**all**', () => true)]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

function cell(lines: readonly Line[]): string {
	if (lines.length === 0) return '–';
	const lost = lines.filter(({ result }) => result !== 'contained');
	const kinds = [...new Set(lost.map(({ result }) => result))]
		.filter((kind) => kind !== 'escaped')
		.map((kind) => `${lost.filter(({ result }) => result === kind).length} ${kind}`);
	return lost.length === 0
		? `0 / ${lines.length}`
		: `**${lost.length}** / ${lines.length}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`;
}

/** How long past their limit bombs were stopped, and how far past their memory they got. */
function latency(): readonly string[] {
	const engines = [...new Set(bombs.map(({ engine }) => engine))];
	const rows = engines.map((engine) => {
		const mine = bombs.filter((line) => line.engine === engine);
		const late = mine.flatMap(({ overshootMs }) => (overshootMs === undefined ? [] : [overshootMs])).sort((a, b) => a - b);
		const over = mine.flatMap(({ growth }) => (growth?.carrierBytes === undefined ? [] : [growth.carrierBytes]));
		const at = (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))]?.toFixed(0) ?? '–';
		return `| ${engine} | ${at(0.5)} | ${at(0.99)} | ${over.length > 0 ? (Math.max(...over) / 2 ** 20).toFixed(0) : '–'} |`;
	});
	if (bombs.every(({ overshootMs }) => overshootMs === undefined)) return [];
	return [
		'## Stopping',
		'',
		'| engine | past the limit, median ms | p99 ms | most MiB over idle size and `memoryBytes` |',
		'|---|---|---|---|',
		...rows,
		'',
	];
}

function writePage(corpus: 'escapes' | 'bombs', { folder: name, title, mechanism, answer }: ThreatClass, lines: readonly Line[]): void {
	const place = join(tests, corpus, name);
	if (!existsSync(place)) return;
	const files = readdirSync(place).filter((file) => file.endsWith('.ts'));
	const rows = files.map(
		(file) => `| [${file.slice(0, -3)}](../../../packages/glovebox/test/${corpus}/${name}/${file}) | ${ideaOf(join(place, file))} |`,
	);
	const lost = lines.filter((line) => line.class === name && line.result !== 'contained');
	const where = [...new Set(lost.map(({ engine }) => engine))].map(
		(engine) => `\`${engine}\` (${lost.filter((line) => line.engine === engine).length})`,
	);
	const text = [
		`# ${title}`,
		'',
		mechanism,
		'',
		`**What ends it.** ${answer}`,
		'',
		where.length > 0
			? `Not contained on: ${where.join(', ')}. The [scoreboard](../scoreboard.md) has the rest.`
			: 'Contained everywhere it was tried; the [scoreboard](../scoreboard.md) says where that was.',
		'',
		'| program | idea |',
		'|---|---|',
		...rows,
		'',
	];
	writeFileSync(join(pages, 'classes', `${corpus}-${name}.md`), text.join('\n'));
}

/** The comment over a program's one export. */
function ideaOf(file: string): string {
	const [, text = ''] = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(file, 'utf8')) ?? [];
	return text
		.replace(/\s*\n\s*\*?\s*/g, ' ')
		.replaceAll('|', '\\|')
		.replaceAll('<', '&lt;')
		.trim();
}

function versionOf(name: string): string {
	try {
		const require = createRequire(join(repository, 'packages/glovebox/package.json'));
		return (JSON.parse(readFileSync(join(require.resolve(`${name}/package.json`)), 'utf8')) as { version: string }).version;
	} catch {
		return 'absent';
	}
}

if (values.from === undefined) rmSync(folder, { recursive: true, force: true });
