/**
 * Evaluates conditions as trees: for what the generator leaves to it, and for explanations.
 *
 * Runs on: guest. The functions are sent as text, beside those of `operators.ts`.
 * Trusts: the tree, which the host read; facts are a copy.
 */
import { factAt, type Operator, primitive, textOf, truthy } from './operators.ts';

/** A condition as the guest has it. */
export interface Tree {
	readonly op: string;
	readonly value?: unknown;
	readonly path?: readonly string[];
	readonly otherwise?: Tree;
	readonly args?: readonly Tree[];
}

/** A condition with what it came to. */
export interface Seen {
	readonly op: string;
	readonly value: unknown;
	/** The fact that was read. */
	readonly path?: readonly string[];
	readonly args?: readonly Seen[];
}

export type Walk = (tree: Tree, data: unknown) => unknown;

/** Parts whose arguments are not all looked at. */
type Lazy = Record<string, (args: readonly Tree[], data: unknown) => unknown>;

function makeBranches(walk: Walk): Lazy {
	return {
		all: (args, data) => args.every((arg) => truthy(walk(arg, data))),
		any: (args, data) => args.some((arg) => truthy(walk(arg, data))),
		not: ([arg], data) => !truthy(walk(arg as Tree, data)),
		'logic:and': (args, data) => {
			let value: unknown;
			for (const arg of args) {
				value = walk(arg, data);
				if (!truthy(value)) break;
			}
			return value;
		},
		'logic:or': (args, data) => {
			let value: unknown;
			for (const arg of args) {
				value = walk(arg, data);
				if (truthy(value)) break;
			}
			return value;
		},
		'logic:if': (args, data) => {
			for (let at = 0; at + 1 < args.length; at += 2) {
				if (truthy(walk(args[at] as Tree, data))) return walk(args[at + 1] as Tree, data);
			}
			return args.length % 2 === 1 ? walk(args[args.length - 1] as Tree, data) : null;
		},
		'logic:?:': ([test, yes, no], data) => walk((truthy(walk(test as Tree, data)) ? yes : no) as Tree, data),
	};
}

function makeLookUps(walk: Walk): Lazy {
	const isMissing = (data: unknown) => (name: unknown) =>
		[undefined, null, ''].includes(factAt(data, textOf(name).split('.')) as undefined);
	return {
		'logic:var': ([name, otherwise], data) => {
			const path = walk(name as Tree, data);
			if (path === null || path === undefined || path === '') return data;
			const found = factAt(data, textOf(path).split('.'));
			return found ?? (otherwise ? walk(otherwise, data) : null);
		},
		'logic:missing': (args, data) => {
			const names = args.flatMap((arg) => walk(arg, data));
			return names.filter(isMissing(data));
		},
		'logic:missing_some': ([least, names], data) => {
			const wanted = walk(names as Tree, data);
			const list = Array.isArray(wanted) ? wanted : [];
			const missing = list.filter(isMissing(data));
			return list.length - missing.length >= Number(primitive(walk(least as Tree, data))) ? [] : missing;
		},
	};
}

/** Parts that are about each element of a list, which is the data of what lies within. */
function makeLists(walk: Walk): Lazy {
	const each = (tree: Tree | undefined, items: unknown): { readonly body: Tree; readonly list: readonly unknown[] } => ({
		body: tree as Tree,
		list: Array.isArray(items) ? items : [],
	});
	return {
		'logic:map': ([items, tree], data) => {
			const { body, list } = each(tree, walk(items as Tree, data));
			return list.map((item) => walk(body, item));
		},
		'logic:filter': ([items, tree], data) => {
			const { body, list } = each(tree, walk(items as Tree, data));
			return list.filter((item) => truthy(walk(body, item)));
		},
		'logic:reduce': ([items, tree, start], data) => {
			const { body, list } = each(tree, walk(items as Tree, data));
			return list.reduce((accumulator: unknown, current) => walk(body, { accumulator, current }), walk(start as Tree, data));
		},
		'logic:all': ([items, tree], data) => {
			const { body, list } = each(tree, walk(items as Tree, data));
			return list.length > 0 && list.every((item) => truthy(walk(body, item)));
		},
		'logic:none': ([items, tree], data) => {
			const { body, list } = each(tree, walk(items as Tree, data));
			return !list.some((item) => truthy(walk(body, item)));
		},
		'logic:some': ([items, tree], data) => {
			const { body, list } = each(tree, walk(items as Tree, data));
			return list.some((item) => truthy(walk(body, item)));
		},
	};
}

export function makeWalk(operators: Record<string, Operator>): Walk {
	const lazy = Object.create(null) as Lazy;
	const walk: Walk = (tree, data) => {
		if (tree.op === 'const') return tree.value;
		if (tree.op === 'fact') {
			const found = factAt(data, tree.path as readonly string[]);
			return found === undefined && tree.otherwise ? walk(tree.otherwise, data) : found;
		}
		const args = tree.args as readonly Tree[];
		const special = lazy[tree.op];
		if (special) return special(args, data);
		return (operators[tree.op] as Operator)(...args.map((arg) => walk(arg, data)));
	};
	Object.assign(lazy, makeBranches(walk), makeLookUps(walk), makeLists(walk));
	return walk;
}

/** Every part with what it came to, also those that did not count. Parts about elements of a list are told as a whole. */
function makeSee(walk: Walk): (tree: Tree, data: unknown) => Seen {
	const whole = new Set(['map', 'filter', 'reduce', 'all', 'none', 'some'].map((name) => `logic:${name}`));
	const see = (tree: Tree, data: unknown): Seen => {
		const value = walk(tree, data);
		if (tree.op === 'fact') return { op: tree.op, value, path: tree.path as readonly string[] };
		if (!tree.args) return { op: tree.op, value };
		const args = whole.has(tree.op) ? tree.args.slice(0, 1) : tree.args;
		return { op: tree.op, value, args: args.map((arg) => see(arg, data)) };
	};
	return see;
}

export const walkParts: readonly ((...args: never[]) => unknown)[] = [makeBranches, makeLookUps, makeLists, makeWalk, makeSee];
