/**
 * Fails where the bundle of the guest side does what a guest could turn against it.
 *
 * The rule: a function of the bridge calls nothing but a name. A method call looks up a property, on a value or a prototype that
 * a guest may own; a name is bound for ever. For the same reason it leaves alone all syntax that looks something up by itself:
 * spread, `for-of`, array patterns (iterators), `instanceof` (`Symbol.hasInstance`), `async` and `await` (`then`), `yield*`,
 * tagged templates, `in` loops, and property descriptors that inherit. What runs while the bundle is evaluated, outside all
 * functions, is free: no guest is there yet.
 */
import { type AnyNode, type Node, parse } from 'acorn';
import { buildGuest } from '../packages/glovebox/src/engines/guest-text.ts';

/** Functions that run only while the bundle is evaluated, and why they may call a method. */
const early: Readonly<Record<string, string>> = {};

const descriptorKeys = new Set(['value', 'get', 'set', 'writable', 'enumerable', 'configurable']);

const refusals: Readonly<Partial<Record<AnyNode['type'], (node: never) => string | undefined>>> = {
	SpreadElement: () => 'spread runs an iterator',
	ForOfStatement: () => '`for-of` runs an iterator',
	ForInStatement: () => '`for-in` walks prototypes',
	ArrayPattern: () => 'an array pattern runs an iterator',
	AwaitExpression: () => '`await` looks up `constructor` and `then`',
	TaggedTemplateExpression: () => 'a tagged template calls by syntax',
	YieldExpression: ({ delegate }: { delegate: boolean }) => (delegate ? '`yield*` runs an iterator' : undefined),
	BinaryExpression: ({ operator }: { operator: string }) => (operator === 'instanceof' ? '`instanceof` looks up `Symbol.hasInstance`' : undefined),
	CallExpression: ({ callee }: { callee: Node }) => (callee.type === 'MemberExpression' ? 'a method call looks its function up' : undefined),
	NewExpression: ({ callee }: { callee: Node }) => (callee.type === 'MemberExpression' ? '`new` of a member looks its class up' : undefined),
	ObjectExpression: inheritingDescriptor,
};

interface Place {
	readonly line: number;
	readonly what: string;
}

interface Property {
	readonly computed: boolean;
	readonly key: { readonly name?: string; readonly value?: unknown };
	readonly value: { readonly type: string; readonly value?: unknown };
}

/** What is wrong with a bundle. */
export function guestProblems(bundle: string): Place[] {
	const places: Place[] = [];
	const program = parse(bundle, { ecmaVersion: 'latest', locations: true });
	// The bundle is one function that is called at once: what is directly in it is evaluated early.
	visit(program, -1, places);
	return places;
}

function visit(node: AnyNode, depth: number, places: Place[]): void {
	const isFunction = /Function/.test(node.type);
	if (isFunction && Object.hasOwn(early, nameOf(node))) return;
	const inside = depth + (isFunction ? 1 : 0);
	if (inside > 0) {
		const what = problemOf(node);
		if (what !== undefined) places.push({ line: node.loc?.start.line ?? 0, what });
	}
	for (const child of childrenOf(node)) visit(child, inside, places);
}

function problemOf(node: AnyNode): string | undefined {
	if ('async' in node && node.async === true) return '`async` looks up `constructor` and `then`';
	return refusals[node.type]?.(node as never);
}

function nameOf(node: AnyNode): string {
	return 'id' in node && node.id?.type === 'Identifier' ? node.id.name : '';
}

function inheritingDescriptor({ properties }: { readonly properties: readonly Property[] }): string | undefined {
	const names = properties.map(({ key }) => key?.name ?? String(key?.value));
	const isDescriptor = names.some((name) => name === 'configurable' || name === 'enumerable') || (names.length > 0 && names.every((name) => descriptorKeys.has(name)));
	if (!isDescriptor || names.includes('__proto__')) return undefined;
	return 'a descriptor without `__proto__: null` inherits from Object.prototype';
}

function childrenOf(node: AnyNode): AnyNode[] {
	return Object.values(node)
		.flat()
		.filter((value): value is AnyNode => typeof value === 'object' && value !== null && typeof value.type === 'string');
}

if (import.meta.main) {
	const bundle = buildGuest();
	const problems = guestProblems(bundle);
	const lines = bundle.split('\n');
	for (const { line, what } of problems) console.error(`guest bundle, line ${line}: ${what}\n    ${lines[line - 1]?.trim()}`);
	console.log(`${bundle.length} characters, ${problems.length} places that a guest could turn against the bridge`);
	process.exit(problems.length > 0 ? 1 : 0);
}
