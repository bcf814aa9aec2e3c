/**
 * A CommonJS module becomes the same `ModuleShape` as an ES module: what it requires by literal name is loaded before it runs,
 * and `require` finds it there.
 *
 *     const d = require('d');       ["c",[["d",[],[]]],["default","module.exports"],[],[],0,function*($e,$i,$im,$i_n){…;yield;
 *     exports.x = d.y;                $f.call(module.exports,module.exports,require,module)},1]
 *
 * The text is put in a sloppy function, as Node does; lines stay.
 */
import type { Program } from 'acorn';
import { rewriteImports } from './dynamic-import.ts';
import { hiddenName } from './hidden-name.ts';
import { parse } from './parse.ts';
import type { Parts } from './parts.ts';
import { createEdits, rewrite } from './rewrite.ts';
import { walk } from './walk.ts';

/** The script of a CommonJS module. */
export function shapeCommonJs(source: string, filename: string): Parts {
	const program = parse(source, 'function');
	const edits = createEdits();
	rewriteImports(program, source, edits, filename);
	const { code, positions } = rewrite(source, edits);
	const prefix = prologue(requiredNames(program), source, filename);
	const epilogue = '\n}).call(module.exports,module.exports,require,module)},1]';
	return { mode: 'module', scripts: [{ code: `${prefix}${code}${epilogue}`, columnOffset: -prefix.length }], positions };
}

/** Everything before the module's own text. What `require` gives of an ES module is its namespace, of data the data. */
function prologue(specifiers: readonly string[], source: string, filename: string): string {
	const [give, space, table] = ['$e', '$i', '$t'].map((name) => hiddenName(source, name));
	const requests = specifiers.map((specifier) => [specifier, [], []]);
	const data = [filename, requests, ['default', 'module.exports'], [], [], 0].map((part) => JSON.stringify(part)).join();
	const parameters = [give, space, `${space}m`, `${space}_n`].join();
	const entries = specifiers.map((specifier, index) => `[${JSON.stringify(specifier)}]:${space}_n[${index}]`).join();
	const lines = [
		`[${data},function*(${parameters}){`,
		`const module={exports:{}},${table}={__proto__:null,${entries}};`,
		`function require(n){const m=${table}[n];`,
		`if(!m)throw new Error('Cannot require "'+n+'": only literal names are loaded');`,
		`return "module.exports" in m?m["module.exports"]:m}`,
		`${give}("default",()=>module.exports);${give}("module.exports",()=>module.exports);yield;`,
		'(function(exports,require,module){',
	];
	return lines.join('');
}

/** `require('name')`, wherever it stands, each name once. */
function requiredNames(program: Program): readonly string[] {
	const names = new Set<string>();
	walk(program, (node) => {
		const { callee, arguments: args } = node as { callee?: { name?: string }; arguments?: readonly { type: string; value?: unknown }[] };
		if (node.type !== 'CallExpression' || callee?.name !== 'require') return true;
		const [first] = args ?? [];
		if (first?.type === 'Literal' && typeof first.value === 'string') names.add(first.value);
		return true;
	});
	return [...names];
}
