/**
 * A Script with `await` at its top level becomes two Scripts of the same lines and columns:
 *
 *     var x = await f();            head:  var x;let C;                 body:  async()=>{let $v;
 *     function g() { return x }            function g() { return x }           ;0, x = await f();
 *     class C {}                                                               ;C=class C {};
 *     x + 1                                                                    $v=(0,x + 1)
 *                                                                              ;return[$v]}
 *
 * The head declares what a Script declares, with a Script's own rules for clashes; the body is called once.
 * What differs from a Script: `const` can be assigned to, and a name read too early is undefined.
 */
import type { Program } from 'acorn';
import type { Script } from '../program.ts';
import { keepCompletionValue } from './completion.ts';
import { moveDeclarations } from './declarations.ts';
import { rewriteImports } from './dynamic-import.ts';
import { hiddenName } from './hidden-name.ts';
import type { Parts } from './parts.ts';
import { createEdits, rewrite } from './rewrite.ts';

/** The scripts of a Script with `await` at its top level; the value of the last is an async function that resolves to `[value]`. */
export function splitAwaiting(source: string, program: Program, filename: string): Parts {
	const edits = createEdits();
	const strict = isStrict(program);
	const value = hiddenName(source, '$v');
	const { vars, lets, functions } = moveDeclarations(program, source, edits, strict, hiddenName(source, '$u'));
	keepCompletionValue(program, source, edits, value);
	rewriteImports(program, source, edits, filename);
	const { code, hiddenCode, positions } = rewrite(source, edits, functions);
	const start = strict ? '"use strict";' : '';
	const names = (keyword: string, set: ReadonlySet<string>): string => (set.size > 0 ? `${keyword} ${[...set].join()};` : '');
	const head = start + names('var', vars) + names('let', lets);
	const body = `${start}async()=>{let ${value};`;
	// Prefixes of one width give both scripts the same columns, and so one map.
	const width = Math.max(head.length, body.length);
	const scripts: Script[] = [{ code: `${body.padEnd(width)}${code}\n;return[${value}]}`, columnOffset: -width }];
	if (functions.length > 0) scripts.unshift({ code: head.padEnd(width) + hiddenCode, columnOffset: -width });
	else if (head !== start) scripts.unshift({ code: head, columnOffset: 0 });
	return { mode: 'awaiting', scripts, positions };
}

function isStrict(program: Program): boolean {
	return program.body.some((statement) => 'directive' in statement && statement.directive === 'use strict');
}
