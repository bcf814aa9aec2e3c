/** Whether the course has the files that it must have, and no others. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { levelFolders, type Task } from '../course.ts';

/** How many of each kind a level has, and a course of three levels. */
const perLevel = { examples: 8, exercises: 5, solutions: 5, guides: 5 } as const;
const pageLines = 60;
const exampleLines = 60;
const guideParts = { leastClaims: 8, cards: 5 } as const;
const taskFiles = ['README.md', 'start.ts', 'steps.ts', 'hidden.ts', 'hints.md'] as const;
const courseFiles = ['README.md', 'CONCEPTS.md', 'AUTHORING.md', 'claim.ts', 'tsconfig.json', 'entry-check.md', 'capstones.md', 'images'];

/** What is wrong with the files at the top of the course. */
export function topProblems(course: string): readonly string[] {
	const names = readdirSync(course);
	const missing = ['README.md', 'CONCEPTS.md', 'AUTHORING.md', 'claim.ts'].filter((name) => !names.includes(name));
	const known = new Set<string>([...courseFiles, ...levelFolders]);
	const listed = linksIn(join(course, 'README.md'));
	const extra = names.filter((name) => !known.has(name) && !listed.has(name));
	return [
		...missing.map((name) => `${name}: is missing`),
		...extra.map((name) => `${name}: belongs to nothing; README.md does not link it`),
	];
}

/** What is wrong with the files of a level, its exercises' own folders aside. */
export function levelProblems(course: string, level: number): readonly string[] {
	const folder = levelFolders[level - 1] as string;
	const at = (...path: string[]) => join(course, folder, ...path);
	const problems: string[] = [];
	const readme = at('README.md');
	if (!existsSync(readme)) problems.push(`${folder}/README.md: is missing`);
	const linked = linksIn(readme);
	const list = (kind: string, form: RegExp, also: readonly string[] = []) => {
		const names = existsSync(at(kind)) ? readdirSync(at(kind)) : [];
		for (const name of names) if (!form.test(name) && !also.includes(name)) problems.push(`${folder}/${kind}/${name}: belongs to nothing`);
		return names.filter((name) => form.test(name));
	};
	const scripts = list('examples', /^\d\d-[a-z0-9-]+\.(ts|txt)$/);
	const examples = scripts.filter((name) => name.endsWith('.ts'));
	const exercises = list('exercises', /^\d-[a-z0-9-]+$/);
	const solutions = list('solutions', /^\d-[a-z0-9-]+(\.\d)?\.ts$/);
	const guides = list('guides', /^\d-[a-z0-9-]+\.md$/, ['claims', 'images']);
	const claims = existsSync(at('guides', 'claims')) ? readdirSync(at('guides', 'claims')) : [];
	const counts = { examples, exercises, solutions: new Set(solutions.map((name) => name.replace(/(\.\d)?\.ts$/, ''))), guides };
	for (const [kind, wanted] of Object.entries(perLevel)) {
		const found = [...counts[kind as keyof typeof counts]].length;
		if (found !== wanted) problems.push(`${folder}/${kind}: ${found} instead of ${wanted}`);
	}
	for (const name of examples) problems.push(...exampleProblems(course, at('examples', name)));
	for (const name of scripts) {
		if (name.endsWith('.txt') && !examples.includes(name.replace(/txt$/, 'ts')))
			problems.push(`${folder}/examples/${name}: no example has this transcript`);
	}
	for (const name of counts.solutions)
		if (!exercises.includes(name)) problems.push(`${folder}/solutions/${name}.ts: there is no such exercise`);
	for (const name of guides) problems.push(...guideProblems(course, at('guides', name)));
	for (const name of claims) {
		if (!guides.includes(name.replace(/ts$/, 'md'))) problems.push(`${folder}/guides/claims/${name}: there is no such guide`);
	}
	const listed = [...examples.map((name) => `examples/${name}`), ...guides.map((name) => `guides/${name}`)];
	for (const path of listed) if (existsSync(readme) && !linked.has(path)) problems.push(`${folder}/README.md: does not link ${path}`);
	for (const name of exercises) {
		if (existsSync(readme) && ![...linked].some((link) => link.startsWith(`exercises/${name}`)))
			problems.push(`${folder}/README.md: does not link exercises/${name}`);
	}
	return problems;
}

/** What is wrong with the files of one exercise. */
export function taskFileProblems(course: string, task: Task): readonly string[] {
	const here = relative(course, task.folder);
	const names = readdirSync(task.folder);
	const problems = taskFiles.filter((name) => !names.includes(name)).map((name) => `${here}/${name}: is missing`);
	const steps = existsSync(join(task.folder, 'steps.ts')) ? readFileSync(join(task.folder, 'steps.ts'), 'utf8') : '';
	for (const name of names) {
		const isKnown = (taskFiles as readonly string[]).includes(name) || name === 'wrong' || steps.includes(`'${name}'`);
		if (!isKnown) problems.push(`${here}/${name}: belongs to nothing`);
	}
	const text = (name: string) => (names.includes(name) ? readFileSync(join(task.folder, name), 'utf8') : '');
	if (lines(text('README.md')) > pageLines)
		problems.push(`${here}/README.md: ${lines(text('README.md'))} lines are more than a screen of ${pageLines}`);
	const hints = [...text('hints.md').matchAll(/^## (\d)\s*$/gm)].map(([, number]) => number).join('');
	if (names.includes('hints.md') && hints !== '123') problems.push(`${here}/hints.md: must have the headings "## 1", "## 2", "## 3"`);
	if (names.includes('start.ts') && !text('start.ts').includes('TODO')) problems.push(`${here}/start.ts: has no TODO`);
	for (const name of ['README.md', 'hints.md', 'start.ts'])
		if (/solutions\//.test(text(name))) problems.push(`${here}/${name}: names the solution`);
	return problems;
}

function exampleProblems(course: string, path: string): readonly string[] {
	const here = relative(course, path);
	const count = lines(readFileSync(path, 'utf8'));
	const problems = count > exampleLines ? [`${here}: ${count} lines are more than ${exampleLines}`] : [];
	if (!existsSync(path.replace(/ts$/, 'txt'))) problems.push(`${here}: has no transcript beside it`);
	return problems;
}

function guideProblems(course: string, path: string): readonly string[] {
	const here = relative(course, path);
	const text = readFileSync(path, 'utf8');
	const claims = join(path, '..', 'claims', `${path.slice(path.lastIndexOf('/') + 1, -'.md'.length)}.ts`);
	const linked = new Set([...text.matchAll(/\]\(claims\/[^)#]+#([^)]+)\)/g)].map(([, name]) => name));
	const made = existsSync(claims)
		? [...readFileSync(claims, 'utf8').matchAll(/^claim\(\s*['"]([^'"]+)['"]/gm)].map(([, name]) => name)
		: [];
	const problems: string[] = [];
	if (!existsSync(claims)) problems.push(`${here}: has no ${relative(course, claims)}`);
	if (linked.size < guideParts.leastClaims)
		problems.push(`${here}: links ${linked.size} claims; at least ${guideParts.leastClaims} are needed`);
	for (const name of made) if (!linked.has(name)) problems.push(`${relative(course, claims)}: the guide does not link the claim "${name}"`);
	const [, recall = ''] = text.split(/^## Recall\s*$/m);
	const cards = [...recall.matchAll(/^- \*\*Q\*\* .+\n\s+\*\*A\*\* .+/gm)].length;
	if (cards !== guideParts.cards) problems.push(`${here}: "## Recall" has ${cards} cards instead of ${guideParts.cards}`);
	return problems;
}

function linksIn(file: string): ReadonlySet<string> {
	if (!existsSync(file)) return new Set();
	return new Set(
		[...readFileSync(file, 'utf8').matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => (link ?? '').replace(/^\.\//, '').replace(/\/$/, '')),
	);
}

function lines(text: string): number {
	return text.trimEnd().split('\n').length;
}
