/** A function body becomes a Script whose value is that function. */
import type { Program } from 'acorn';
import { rewriteImports } from './dynamic-import.ts';
import type { Parts } from './parts.ts';
import { createEdits, rewrite } from './rewrite.ts';
import { isAwait, someAtTopLevel } from './walk.ts';

/** The script of a function body. The body keeps its directives, `arguments` and `new.target`. */
export function wrapFunction(source: string, program: Program, filename: string): Parts {
	const prefix = someAtTopLevel(program, isAwait) ? '(async function(){' : '(function(){';
	const edits = createEdits();
	rewriteImports(program, source, edits, filename);
	const { code, positions } = rewrite(source, edits);
	return { mode: 'function', scripts: [{ code: `${prefix}${code}\n})`, columnOffset: -prefix.length }], positions };
}
