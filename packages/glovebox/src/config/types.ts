/** A config's type, as a `.d.ts`. */
import type { Schema } from '../core/capability.ts';
import { type JsonSchema, typeText } from '../core/json-schema-types.ts';

/** Declares the type of a config: by its schema where that can be told as JSON Schema, else by the value. */
export function declareConfig(name: string, value: unknown, schema: Schema | undefined): string {
	const type = schemaType(schema) ?? valueType(value, '');
	const typeName = `${name.replaceAll(/(?:^|[^A-Za-z0-9]+)(\w)/g, (_, letter: string) => letter.toUpperCase())}Config`;
	return `/** The config "${name}". Written by \`glovebox config types\`. */\nexport type ${/^\d/.test(typeName) ? '_' : ''}${typeName} = ${type};\n`;
}

function schemaType(schema: Schema | undefined): string | undefined {
	const standard = schema?.['~standard'] as
		| { readonly jsonSchema?: { readonly output?: (options: { readonly target: string }) => unknown } }
		| undefined;
	try {
		const described = standard?.jsonSchema?.output?.({ target: 'draft-2020-12' });
		return described === undefined ? undefined : typeText(described as JsonSchema);
	} catch {
		// A library that cannot describe this schema throws.
		return undefined;
	}
}

function valueType(value: unknown, indent: string): string {
	if (value === null) return 'null';
	if (value instanceof Date) return 'Date';
	if (Array.isArray(value)) return listType(value, indent);
	if (typeof value !== 'object') return typeof value;
	const inner = `${indent}\t`;
	const lines = Object.entries(value).map(([key, entry]) => `${inner}readonly ${keyText(key)}: ${valueType(entry, inner)};`);
	return lines.length === 0 ? 'Readonly<Record<string, never>>' : `{\n${lines.join('\n')}\n${indent}}`;
}

function listType(items: readonly unknown[], indent: string): string {
	const types = new Set(items.map((item) => valueType(item, indent)));
	if (types.size === 0) return 'readonly unknown[]';
	const [only = ''] = types;
	return types.size === 1 && /^\w+$/.test(only) ? `readonly ${only}[]` : `ReadonlyArray<${[...types].join(' | ')}>`;
}

function keyText(key: string): string {
	return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
