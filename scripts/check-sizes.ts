/**
 * Holds files and functions to the sizes of the style: 150 and 30 lines are aimed at (listed with `--all`), 300 and 60
 * need a comment `Size: <reason>`, 500 and 80 are refused unless the reason starts with "table" or "generated".
 */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';
import { existing, repository, sourceFiles } from './source-files.ts';

type What = 'file' | 'function';
type Verdict = 'large' | 'unexplained' | 'refused';

export interface Finding {
	readonly path: string;
	readonly what: What;
	readonly line: number;
	readonly lines: number;
	readonly verdict: Verdict;
}

const bounds = { file: { aim: 150, most: 300, refused: 500 }, function: { aim: 30, most: 60, refused: 80 } } as const;
const reason = /\bSize: *(table|generated)?\b(.{8,})/;

/** Everything in one file that is larger than the style aims at. */
export function sizeFindings(path: string, text: string): Finding[] {
	const lines = text.replace(/\n$/, '').split('\n');
	const found = [finding(path, 'file', 1, lines.length, lines.slice(0, 20))];
	// The bodies of describe() and of tables of tests are functions only in name.
	if (!path.endsWith('.test.ts') && !path.endsWith('.tsx')) {
		for (const { start, end } of functions(text)) {
			found.push(finding(path, 'function', start, end - start + 1, commentAbove(lines, start)));
		}
	}
	return found.filter((one) => one !== undefined);
}

function finding(path: string, what: What, line: number, lines: number, comment: readonly string[]): Finding | undefined {
	const { aim, most, refused } = bounds[what];
	if (lines <= aim) return undefined;
	const given = reason.exec(comment.join('\n'));
	const exempt = given?.[1] !== undefined;
	const verdict = lines > refused && !exempt ? 'refused' : lines > most && !given ? 'unexplained' : 'large';
	return { path, what, line, lines, verdict };
}

/** The comment lines right above a function, and its own first line. */
function commentAbove(lines: readonly string[], line: number): string[] {
	let first = line - 1;
	while (first > 0 && /^\s*(\/\/|\/\*|\*)/.test(lines[first - 1] ?? '')) first -= 1;
	return lines.slice(first, line);
}

function functions(text: string): { start: number; end: number }[] {
	const javascript = stripTypeScriptTypes(text.replace(/^#!.*/, ''));
	const found: { start: number; end: number }[] = [];
	visit(parse(javascript, { ecmaVersion: 'latest', sourceType: 'module', locations: true, allowReturnOutsideFunction: true }), (node) => {
		if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type) && node.loc) {
			found.push({ start: node.loc.start.line, end: node.loc.end.line });
		}
	});
	return found;
}

function visit(node: Node, see: (node: Node) => void): void {
	see(node);
	for (const child of Object.values(node).flat()) {
		if (child !== null && typeof child === 'object' && typeof child.type === 'string') visit(child, see);
	}
}

const shown: Readonly<Record<Verdict, string>> = {
	large: 'is larger than aimed at',
	unexplained: 'needs a comment "Size: <reason>", or a split',
	refused: 'is refused: split it',
};

if (import.meta.main) {
	const paths = sourceFiles(existing(['packages', 'scripts', 'examples', 'bench', 'apps', 'course']), ['.ts', '.tsx', '.js']);
	// A wrong solution of the course is a right one with one mistake: its size is that of the right one.
	const ours = paths.filter((path) => !/^course\/.*\/wrong\//.test(path));
	const findings = ours.flatMap((path) => sizeFindings(path, readFileSync(join(repository, path), 'utf8')));
	const problems = findings.filter(({ verdict }) => verdict !== 'large');
	for (const { path, line, what, lines, verdict } of process.argv.includes('--all') ? findings : problems) {
		console.error(`${path}:${line}: ${what} of ${lines} lines ${shown[verdict]}`);
	}
	console.log(`${ours.length} files, ${problems.length} too large, ${findings.length - problems.length} larger than aimed at`);
	process.exit(problems.length > 0 ? 1 : 0);
}
