/** `import(x)` outside of modules. */
import type { Program } from 'acorn';
import { tokenEnd } from './parse.ts';
import type { Edits } from './rewrite.ts';
import { type Fields, walk } from './walk.ts';

/**
 * What stands for `import` in scripts and functions: a name of the realm's global scope that the prelude declares, as wide as the word.
 * Called with the importing file's name, the specifier, and the options if given.
 */
const importName = 'impor$';

/** Every `import(…)` of a program. */
export function findImports(program: Program): Fields[] {
	const found: Fields[] = [];
	walk(program, (node) => {
		if (node.type === 'ImportExpression') found.push(node);
		return true;
	});
	return found;
}

/** Adds the edits that turn each `import(…)` into a call of the realm's own. */
export function rewriteImports(program: Program, source: string, edits: Edits, filename: string): void {
	if (!source.includes('import')) return;
	for (const { start } of findImports(program)) {
		edits.replace(start, start + 'import'.length, importName);
		// Behind the bracket that opens the call: the specifier may begin with brackets of its own, which its node leaves out.
		edits.before(openingEnd(source, start), `${JSON.stringify(filename)},`);
	}
}

/** Where the `(` of a call ends. Comments in front of it are rare, and reading tokens takes a hundred times as long. */
function openingEnd(source: string, start: number): number {
	opening.lastIndex = start + 'import'.length;
	return opening.test(source) ? opening.lastIndex : tokenEnd(source, start, 2);
}

const opening = /\s*\(/y;
