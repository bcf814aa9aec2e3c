/** Whether the links of Markdown pages lead somewhere: to files, and to headings or claims in them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** What is wrong with the links of all pages below a folder. */
export function linkProblems(course: string, folder: string): readonly string[] {
	const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
	return pages.flatMap((name) => pageProblems(course, join(folder, name)));
}

/** What is wrong with one link, written in a file of this folder; `undefined` where it is fine, or leads out into the web. */
export function linkProblem(folder: string, link: string, ownPage?: string): string | undefined {
	if (/^[a-z]+:/.test(link)) return undefined;
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? ownPage : resolve(folder, path);
	if (target === undefined || !existsSync(target)) return `leads nowhere: ${link}`;
	if (anchor === undefined || statSync(target).isDirectory()) return undefined;
	return anchorsOf(target).has(anchor) ? undefined : `leads nowhere: there is no "#${anchor}" in ${path || 'this page'}`;
}

function pageProblems(course: string, page: string): readonly string[] {
	// What stands in code is no link.
	const text = readFileSync(page, 'utf8')
		.replace(/^```[\s\S]*?^```/gm, '')
		.replace(/`[^`\n]*`/g, '');
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link as string);
	return [...new Set(links)].flatMap((link) => {
		const problem = linkProblem(dirname(page), link, page);
		return problem === undefined ? [] : [`${relative(course, page)}: a link ${problem}`];
	});
}

/** Headings of a page, as GitHub writes them, or the claims of a claims file. */
function anchorsOf(file: string): ReadonlySet<string> {
	const text = readFileSync(file, 'utf8');
	if (file.endsWith('.ts')) return new Set([...text.matchAll(/^claim\(\s*['"]([^'"]+)['"]/gm)].map(([, name]) => name as string));
	const headings = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading as string);
	return new Set(headings.map(slug));
}

function slug(heading: string): string {
	const plain = heading
		.trim()
		.toLowerCase()
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
	return plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}
