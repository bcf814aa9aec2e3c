/** The guest's side of capabilities, as TypeScript declarations. */
import { type Capabilities, type GrantedFunction, readCapabilities } from './capability.ts';
import { type JsonSchema, typeText } from './json-schema-types.ts';
import { jsonSchemaOf } from './schema-types.ts';

type Tree = Map<string, Tree | GrantedFunction>;

/** Names of parameters that a schema's `title` may give; words of the language are none of them. */
const parameterName =
	/^(?!(?:arguments|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$)[A-Za-z_$][\w$]*$/;

/** Namespaces that a guest sees as a global of the web, by the functions they consist of. */
const webGlobals: ReadonlyMap<string, readonly [functions: string, declaration: string]> = new Map([
	['fetch', ['exchange', 'declare function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;']],
	['crypto', ['decryptAesGcm digest encryptAesGcm hmac randomBytes', 'declare const crypto: Crypto;']],
]);

/**
 * Declares what a guest sees of capabilities: a `.d.ts` text for editors, type checks and prompts. Types come from the schemas of
 * host functions: of zod 4, arktype and any library that offers JSON Schema through Standard Schema, and of valibot. What they cannot
 * say, and functions without a schema, are `unknown`. A parameter is named by its schema's `title`, where it has one.
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
		const web = webGlobals.get(name);
		if (entry instanceof Map && web?.[0] === [...entry.keys()].sort().join(' ')) lines.push(web[1]);
		else if (entry instanceof Map) lines.push(`declare const ${name}: ${treeText(entry, '')};`);
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
	const output = jsonSchemaOf(granted.output, 'output');
	const result = output?.mayBeUndefined ? `${typeText(output)} | undefined` : typeText(output);
	return `(${parameters(jsonSchemaOf(granted.input, 'input'))})${arrow}${granted.sync ? result : `Promise<${result}>`}`;
}

function parameters(schema: JsonSchema | undefined): string {
	const { items, prefixItems, minItems = 0 } = schema ?? {};
	if (prefixItems === undefined) return schema?.type === 'array' ? `...args: ${typeText(schema)}` : '...args: unknown[]';
	const names = prefixItems.map(({ title }, index) => (title !== undefined && parameterName.test(title) ? title : `arg${index + 1}`));
	const unique = new Set(names).size === names.length;
	const texts = prefixItems.map((item, index) => {
		const name = unique ? names[index] : `arg${index + 1}`;
		return `${name}${index < minItems ? '' : '?'}: ${typeText(item)}`;
	});
	if (typeof items === 'object') texts.push(`...rest: ${typeText({ type: 'array', items })}`);
	return texts.join(', ');
}
