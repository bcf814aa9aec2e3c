/**
 * An ES module becomes a Script that evaluates to a `ModuleShape` (`module-shape.ts` says how it is driven):
 *
 *     import { x } from 'm';        ["guest.js",[["m",[],["x"]]],["y","default"],[],[],0,function*($e,impor$,import$meta,$i,$i_0){
 *                                     "use strict";$e("y",()=>y);$e("default",()=>$d);yield;;
 *     export const y = x + 1;       ;      const y = $i_0.x + 1;
 *     export default () => y;       const $d={default:() => y}.default;
 *                                   }]
 *
 * Lines stay, and columns where nothing wider was put in. Imports are live because each use reads a property; a whole namespace is `$i[0]`.
 */
import type { Program } from 'acorn';
import { rewriteExports } from './exports.ts';
import { hiddenName } from './hidden-name.ts';
import { collectRequests, rewriteReferences } from './imports.ts';
import type { Parts } from './parts.ts';
import { createEdits, type Edits, rewrite } from './rewrite.ts';
import { type Fields, isAwait, someAtTopLevel, walk } from './walk.ts';

/** The script of a module. */
export function shapeModule(source: string, program: Program, filename: string): Parts {
	const edits = createEdits();
	const names: HiddenNames = {
		exportName: hiddenName(source, '$e'),
		defaultValue: hiddenName(source, '$d'),
		importModule: hiddenName(source, 'impor$'),
		meta: hiddenName(source, 'import$meta'),
		namespace: hiddenName(source, '$i'),
	};
	const requests = collectRequests(program, edits);
	const { exports, getters, indirect, stars } = rewriteExports(program, source, edits, requests, names);
	rewriteReferences(program, edits, requests.imported, names.namespace);
	rewriteMeta(program, edits, names);
	const awaits = someAtTopLevel(program, isAwait);
	const { code, positions } = rewrite(source, edits);
	const data = [filename, requests.list, exports, indirect, stars, awaits ? 1 : 0].map((part) => JSON.stringify(part)).join();
	const parameters = [
		names.exportName,
		names.importModule,
		names.meta,
		names.namespace,
		...requests.list.map((_, index) => `${names.namespace}_${index}`),
	].join();
	const prefix = `[${data},${awaits ? 'async ' : ''}function*(${parameters}){"use strict";${getters}yield;`;
	return { mode: 'module', scripts: [{ code: `${prefix}${code}\n}]`, columnOffset: -prefix.length }], positions };
}

/** Names put into a module's text; none of them occurs in it. */
export interface HiddenNames {
	readonly exportName: string;
	readonly defaultValue: string;
	readonly importModule: string;
	readonly meta: string;
	readonly namespace: string;
}

/** Whether a text that parses as a module is one: it holds what no Script may. */
export function isModule(program: Program): boolean {
	let found = false;
	walk(program, (node) => {
		found ||= node.type.startsWith('Import') && node.type !== 'ImportExpression';
		found ||= node.type.startsWith('Export') || isImportMeta(node);
		return !found;
	});
	return found;
}

function isImportMeta(node: Fields): boolean {
	return node.type === 'MetaProperty' && (node['meta'] as { name?: string }).name === 'import';
}

function rewriteMeta(program: Program, edits: Edits, names: HiddenNames): void {
	walk(program, (node) => {
		if (isImportMeta(node)) edits.replace(node.start, node.end, names.meta);
		if (node.type === 'ImportExpression') edits.replace(node.start, node.start + 'import'.length, names.importModule);
		return true;
	});
}
