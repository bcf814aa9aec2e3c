/** The guest's side of capabilities, as TypeScript declarations. */
import { type Capabilities, type GrantedFunction, readCapabilities } from './capability.ts';
import { type JsonSchema, typeText } from './json-schema-types.ts';

type Tree = Map<string, Tree | GrantedFunction>;

/**
 * Declares what a guest sees of capabilities: a `.d.ts` text for editors, type checks and prompts. Types come from the schemas of
 * host functions where their library offers JSON Schema through Standard Schema, else they are `unknown`.
 *
 * @throws TypeError naming the entry that is no capability.
 * @example
 * ```ts
 * import { declareTypes } from 'glovebox';
 * console.log(declareTypes({ clock: { now: () => Date.now() } }));
 * // → declare const clock: {
 * // →   readonly now: (...args: unknown[]) => Promise<unknown>;
 * // → };
 * ```
 */
export function declareTypes(capabilities: Capabilities): string {
	const root: Tree = new Map();
	for (const [path, granted] of readCapabilities(capabilities)) place(root, path.split('.'), granted);
	const lines: string[] = [];
	for (const [name, entry] of root) {
		if (entry instanceof Map) lines.push(`declare const ${name}: ${treeText(entry, '')};`);
		else lines.push(`declare function ${name}${signature(entry, ': ')};`);
	}
	return lines.join('\n');
}

function place(tree: Tree, path: readonly string[], granted: GrantedFunction): void {
	const [name = '', ...rest] = path;
	if (rest.length === 0) {
		tree.set(name, granted);
		return;
	}
	const existing = tree.get(name);
	const child: Tree = existing instanceof Map ? existing : new Map();
	tree.set(name, child);
	place(child, rest, granted);
}

function treeText(tree: Tree, indent: string): string {
	const inner = `${indent}  `;
	const lines = [...tree].map(([name, entry]) => {
		const type = entry instanceof Map ? treeText(entry, inner) : signature(entry, ' => ');
		return `${inner}readonly ${name}: ${type};`;
	});
	return `{\n${lines.join('\n')}\n${indent}}`;
}

function signature(granted: GrantedFunction, arrow: string): string {
	const result = typeText(jsonSchemaOf(granted.output, 'output'));
	return `(${parameters(jsonSchemaOf(granted.input, 'input'))})${arrow}${granted.sync ? result : `Promise<${result}>`}`;
}

function parameters(schema: JsonSchema | undefined): string {
	const items = schema?.prefixItems ?? (Array.isArray(schema?.items) ? schema.items : undefined);
	if (items === undefined) return schema?.type === 'array' ? `...args: ${typeText(schema)}` : '...args: unknown[]';
	return items.map((item, index) => `arg${index + 1}: ${typeText(item)}`).join(', ');
}

/** Standard JSON Schema, where the library offers it. */
function jsonSchemaOf(schema: unknown, side: 'input' | 'output'): JsonSchema | undefined {
	const standard = (schema as { readonly '~standard'?: { readonly jsonSchema?: Record<string, unknown> } } | undefined)?.['~standard'];
	const convert = standard?.jsonSchema?.[side];
	if (typeof convert !== 'function') return undefined;
	try {
		return convert({ target: 'draft-2020-12' }) as JsonSchema;
	} catch {
		// Not every schema has a JSON form.
		return undefined;
	}
}
