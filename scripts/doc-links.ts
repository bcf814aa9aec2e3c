/** Links between pages: which of them lead nowhere. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const link = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** What is wrong with the links of one page; `path` and targets are below `root`. Links to other sites are not looked at. */
export function linkProblems(root: string, path: string, text: string): string[] {
	return [...withoutCode(text).matchAll(link)].flatMap(([, target = '']) => {
		if (/^[a-z]+:/.test(target)) return [];
		const [file = '', anchor] = target.split('#');
		const full = file === '' ? join(root, path) : join(root, dirname(path), file);
		if (!existsSync(full)) return [`${path}: links to ${target}, which is not there`];
		if (anchor === undefined || !statSync(full).isFile()) return [];
		return anchors(readFileSync(full, 'utf8')).has(anchor) ? [] : [`${path}: links to ${target}; that page has no such heading`];
	});
}

/** Headings as the usual renderers name them: lower case, words joined by hyphens. */
export function anchors(text: string): Set<string> {
	const headings = withoutCode(text, false).matchAll(/^#+ (.+)$/gm);
	return new Set(
		[...headings].map(([, heading = '']) =>
			heading
				.toLowerCase()
				.replace(/[^\p{L}\p{N}_ -]/gu, '')
				.replaceAll(' ', '-'),
		),
	);
}

function withoutCode(text: string, spans = true): string {
	const fenceless = text.replace(/^\s*```[\s\S]*?^\s*```/gm, '');
	return spans ? fenceless.replace(/`[^`\n]*`/g, '') : fenceless;
}
