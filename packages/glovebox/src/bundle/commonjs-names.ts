/**
 * The names that a CommonJS file puts on its exports, as far as its text says, so that guests can import them by name as in Node.
 * Like Node's, this reads the usual forms and no others; what it misses is still a property of the default export.
 */
import { parse } from 'acorn';
import { type Fields, isNode, walk } from '../core/prepare/walk.ts';

/** How the files of a package are found and read. */
export interface Files {
	/** `undefined` where a file is none of the package's JavaScript. */
	readonly read: (path: string) => string | undefined;
	readonly resolve: (importer: string, specifier: string) => string | undefined;
}

const mostFiles = 100;
const notNames: ReadonlySet<string> = new Set(['default', '__esModule', '__proto__']);
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Names that the file exports, those of files whose exports it takes over included. */
export function commonJsNames(entry: string, files: Files): readonly string[] {
	const names = new Set<string>();
	const waiting = [entry];
	const seen = new Set<string>();
	for (let path = waiting.pop(); path !== undefined && seen.size < mostFiles; path = waiting.pop()) {
		if (seen.has(path)) continue;
		seen.add(path);
		const { own, from } = namesIn(files.read(path) ?? '');
		for (const name of own) if (identifier.test(name) && !notNames.has(name)) names.add(name);
		for (const specifier of from) {
			const target = files.resolve(path, specifier);
			if (target !== undefined) waiting.push(target);
		}
	}
	return [...names].sort();
}

interface Found {
	readonly own: Set<string>;
	/** Specifiers of files whose exports become this file's. */
	readonly from: Set<string>;
}

function namesIn(source: string): Found {
	const found: Found = { own: new Set(), from: new Set() };
	let program: Fields;
	try {
		const options = { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true, allowHashBang: true } as const;
		program = parse(source, options) as unknown as Fields;
	} catch {
		return found;
	}
	walk(program, (node) => {
		if (node.type === 'AssignmentExpression') readAssignment(node, found);
		else if (node.type === 'CallExpression') readCall(node, found);
		return true;
	});
	return found;
}

/** `exports.a = …`, `module.exports.a = …`, `module.exports = …` */
function readAssignment(node: Fields, found: Found): void {
	const target = node['left'] as Fields;
	if (isModuleExports(target)) readWhole(node['right'] as Fields, found);
	else if (target.type === 'MemberExpression' && isExports(target['object'] as Fields)) {
		const name = keyOf(target['property'] as Fields, target['computed'] === true);
		if (name !== undefined) found.own.add(name);
	}
}

/** `module.exports = { a, b: 1, ...require('c') }`, `module.exports = require('d')` */
function readWhole(value: Fields, found: Found): void {
	const specifier = requiredBy(value);
	if (specifier !== undefined) found.from.add(specifier);
	if (value.type !== 'ObjectExpression') return;
	for (const property of value['properties'] as readonly Fields[]) {
		const spread = property.type === 'SpreadElement' ? requiredBy(property['argument'] as Fields) : undefined;
		const name = property.type === 'Property' ? keyOf(property['key'] as Fields, property['computed'] === true) : undefined;
		if (spread !== undefined) found.from.add(spread);
		if (name !== undefined) found.own.add(name);
	}
}

/** `Object.defineProperty(exports, 'a', …)`, `__exportStar(require('b'), exports)` */
function readCall(node: Fields, found: Found): void {
	const [first, second] = node['arguments'] as readonly (Fields | undefined)[];
	if (first === undefined) return;
	const called = lastName(node['callee'] as Fields);
	if (called === 'defineProperty' && isExports(first) && second?.type === 'Literal') found.own.add(String(second['value']));
	const specifier = called === '__exportStar' || called === '__export' ? requiredBy(first) : undefined;
	if (specifier !== undefined) found.from.add(specifier);
}

function requiredBy(node: Fields): string | undefined {
	if (node.type !== 'CallExpression' || lastName(node['callee'] as Fields) !== 'require') return undefined;
	const [first] = node['arguments'] as readonly unknown[];
	return isNode(first) && first.type === 'Literal' && typeof first['value'] === 'string' ? first['value'] : undefined;
}

function isExports(node: Fields): boolean {
	return isNamed(node, 'exports') || isModuleExports(node);
}

function isModuleExports(node: Fields): boolean {
	return node.type === 'MemberExpression' && isNamed(node['object'] as Fields, 'module') && lastName(node) === 'exports';
}

function isNamed(node: Fields, name: string): boolean {
	return node.type === 'Identifier' && node['name'] === name;
}

function lastName(node: Fields): string | undefined {
	if (node.type === 'Identifier') return String(node['name']);
	return node.type === 'MemberExpression' ? keyOf(node['property'] as Fields, node['computed'] === true) : undefined;
}

function keyOf(key: Fields, computed: boolean): string | undefined {
	if (key.type === 'Literal') return String(key['value']);
	return key.type === 'Identifier' && !computed ? String(key['name']) : undefined;
}
