/** The pages of `docs/security` that need no measuring: what the classes are, the rules that answer them, and a page for each class. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown-table.ts';
import type { Corpus } from './scoreboard-results.ts';
import { repository } from './source-files.ts';
import { causes, type ThreatClass, threatClasses } from './threat-classes.ts';
import { type Rule, type RuleName, rules } from './threat-rules.ts';

const tests = 'packages/glovebox/test';
/** From `docs/security`. */
const up = '../../';

/** Every page by its file name. */
export function threatPages(): ReadonlyMap<string, string> {
	return new Map([
		['index.md', indexPage()],
		['rules.md', rulesPage()],
		...threatClasses.map((threat): [string, string] => [`${threat.folder}.md`, classPage(threat)]),
	]);
}

function indexPage(): string {
	const rows = causes.map((cause, index) => {
		const pages = threatClasses.filter((threat) => threat.causes.includes(index + 1));
		return [String(index + 1), cause, pages.map(({ folder, title }) => `[${title}](${folder}.md)`).join(', ')];
	});
	const [escapes, bombs] = (['escapes', 'bombs'] as const).map((corpus) =>
		threatClasses.reduce((sum, { folder }) => sum + programs(corpus, folder).length, 0),
	);
	return page([
		'# Security',
		'',
		'What Glovebox promises, boundary by boundary, is in [SECURITY.md](../../SECURITY.md). Here is what was done to find out whether it is true:',
		'',
		`- ${escapes} programs that try to get out of a sandbox and ${bombs} that try to use up its host, each one file, by class below;`,
		'- the [scoreboard](scoreboard.md): what became of each on every boundary, and on other sandboxes beside them;',
		'- the [rules](rules.md) by which whole classes fail, and the tests that hold each rule.',
		'',
		'A class is a mechanism, not a program: a list of known programs protects from those. The numbered causes are those of published holes of sandboxes for JavaScript, and of some that we measured ourselves.',
		'',
		...table(['', 'root cause', 'class'], rows),
		'',
		'To try one program on one boundary, in a checkout:',
		'',
		'```sh no-run',
		'cd packages/glovebox/test/escapes',
		'node --conditions=glovebox-source run-one.ts proto-climb/bound-copy.ts quickjs',
		"node --conditions=glovebox-source run-all.ts --engine 'subprocess(isolate) landlock' --class tenant",
		'```',
	]);
}

function rulesPage(): string {
	const all = Object.entries(rules) as [RuleName, Rule][];
	return page([
		'# Rules',
		'',
		'What the design does so that whole classes of attack fail at once, whoever writes the next program. Each is held by tests.',
		...all.flatMap(([name, { title, text, tests: held }]) => {
			const against = threatClasses.filter((threat) => threat.rules.includes(name));
			return [
				'',
				`## ${title}`,
				'',
				text,
				'',
				...(against.length > 0 ? [`Against: ${against.map((threat) => `[${threat.title}](${threat.folder}.md)`).join(', ')}.`, ''] : []),
				`Held by: ${held.map((path) => `[${path.split('/').slice(-2).join('/')}](${up}${path})`).join(', ')}.`,
			];
		}),
	]);
}

function classPage(threat: ThreatClass): string {
	const { folder, title, mechanism, seen, rules: answers } = threat;
	return page([
		`# ${title}`,
		'',
		mechanism,
		...(seen === undefined ? [] : ['', `Seen in: ${seen}.`]),
		'',
		'## What ends it',
		'',
		...answers.map((name) => {
			const rule: Rule = rules[name];
			return `- [${rule.title}](rules.md#${anchor(rule.title)}). ${rule.text}`;
		}),
		...programTable('escapes', folder, 'Attacks'),
		...programTable('bombs', folder, 'Bombs'),
		'',
		'What became of them on each boundary is on the [scoreboard](scoreboard.md).',
	]);
}

function programTable(corpus: Corpus, folder: string, title: string): string[] {
	const files = programs(corpus, folder);
	if (files.length === 0) return [];
	const place = `${tests}/${corpus}/${folder}`;
	const rows = files.map((file) => [`[${file.slice(0, -3)}](${up}${place}/${file})`, idea(join(repository, place, file))]);
	return ['', `## ${title}`, '', ...table(['program', 'idea'], rows)];
}

function programs(corpus: Corpus, folder: string): string[] {
	const place = join(repository, tests, corpus, folder);
	return existsSync(place)
		? readdirSync(place)
				.filter((file) => file.endsWith('.ts'))
				.sort()
		: [];
}

/** The comment over a program's one export, fit for a cell of a table. */
function idea(file: string): string {
	const [, text = ''] = /\/\*\*([\s\S]*?)\*\/\nexport/.exec(readFileSync(file, 'utf8')) ?? [];
	return text
		.replace(/\s*\n\s*\*?\s*/g, ' ')
		.replaceAll('|', '\\|')
		.replaceAll('<', '&lt;')
		.trim();
}

/** As the usual renderers name headings. */
function anchor(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\p{L}\p{N}_ -]/gu, '')
		.replaceAll(' ', '-');
}

function page(lines: readonly string[]): string {
	return `${lines.join('\n')}\n`;
}
