/**
 * Fails where the bundle of the guest side does what a guest could turn against it.
 *
 * The rule: a function of the bridge calls nothing but a name. A method call looks up a property, on a value or a prototype that
 * a guest may own; a name is bound for ever. Records that the bridge makes itself are excepted, by name, in a table below.
 * For the same reason it leaves alone all syntax that looks something up by itself: spread, `for-of` and array patterns
 * (iterators), `for-in`, `instanceof` (`Symbol.hasInstance`), `async` and `await` (`then`), `yield*`, templates, and property
 * descriptors that inherit. What runs while the bundle is evaluated, outside all functions, is free: no guest is there yet.
 */
import { type AnyNode, parse } from 'acorn';
import { transformSync } from 'esbuild';
import { buildGuest } from '../packages/glovebox/src/engines/guest-text.ts';

/** Names whose declarations run only while the bundle is evaluated. */
const early = new Set(['uncurry', 'uncurry2', 'nextOfAsync']);

/** Names of records that the bridge makes itself, each with the functions that are called as its own properties. */
const ownRecords = new Set([
	'writer', // guest/console/print.ts
	'inspection', // guest/console/inspection.ts
	'body', // guest/console/body.ts
	'describes', // guest/console/describe.ts, a table by kind
	'flag', // codec/nodes.ts, a row of regExpFlags
]);

const descriptorKeys = new Set(['value', 'get', 'set', 'writable', 'enumerable', 'configurable']);

const refusals: Readonly<Partial<Record<AnyNode['type'], (node: never) => string | undefined>>> = {
	SpreadElement: () => 'spread runs an iterator',
	ForOfStatement: () => '`for-of` runs an iterator',
	ForInStatement: () => '`for-in` walks prototypes',
	ArrayPattern: () => 'an array pattern runs an iterator',
	AwaitExpression: () => '`await` looks up `constructor` and `then`',
	TaggedTemplateExpression: () => 'a tagged template calls by syntax',
	TemplateLiteral: ({ expressions }: { expressions: readonly unknown[] }) =>
		expressions.length > 0 ? 'a template with holes calls `String.prototype.concat` in QuickJS' : undefined,
	YieldExpression: ({ delegate }: { delegate: boolean }) => (delegate ? '`yield*` runs an iterator' : undefined),
	BinaryExpression: ({ operator }: { operator: string }) =>
		operator === 'instanceof' ? '`instanceof` looks up `Symbol.hasInstance`' : undefined,
	CallExpression: ({ callee }: { callee: AnyNode }) => (isLookUp(callee) ? 'a method call looks its function up' : undefined),
	NewExpression: ({ callee }: { callee: AnyNode }) => (isLookUp(callee) ? '`new` of a member looks its class up' : undefined),
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
	if (early.has(nameOf(node))) return;
	const isFunction = /Function/.test(node.type);
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

/** Whether a call's target is a property of anything but the bridge's own records. */
function isLookUp(callee: AnyNode): boolean {
	return callee.type === 'MemberExpression' && !(callee.object.type === 'Identifier' && ownRecords.has(callee.object.name));
}

function inheritingDescriptor({ properties }: { readonly properties: readonly Property[] }): string | undefined {
	const names = properties.map(({ key }) => key?.name ?? String(key?.value));
	const isDescriptor =
		names.some((name) => name === 'configurable' || name === 'enumerable') ||
		(names.length > 0 && names.every((name) => descriptorKeys.has(name)));
	if (!isDescriptor || names.includes('__proto__')) return undefined;
	return 'a descriptor without `__proto__: null` inherits from Object.prototype';
}

function childrenOf(node: AnyNode): AnyNode[] {
	return Object.values(node)
		.flat()
		.filter((value): value is AnyNode => typeof value === 'object' && value !== null && typeof value.type === 'string');
}

if (import.meta.main) {
	// One statement a line again, so that a line is a place.
	const bundle = transformSync(buildGuest(), { target: 'esnext' }).code;
	const problems = guestProblems(bundle);
	const lines = bundle.split('\n');
	for (const { line, what } of problems) console.error(`guest bundle, line ${line}: ${what}\n    ${lines[line - 1]?.trim()}`);
	console.log(`${bundle.length} characters, ${problems.length} places that a guest could turn against the bridge`);
	process.exit(problems.length > 0 ? 1 : 0);
}
