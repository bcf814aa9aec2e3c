/** JSON Schema to the text of a TypeScript type, as far as types can say it. */

export interface JsonSchema {
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly allOf?: readonly JsonSchema[];
	readonly prefixItems?: readonly JsonSchema[];
	readonly items?: JsonSchema | readonly JsonSchema[] | boolean;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: JsonSchema | boolean;
	readonly minItems?: number;
	readonly title?: string;
	/** Ours: the type's own text, where JSON Schema has no word for it. */
	readonly tsType?: string;
	/** Ours: the value may be `undefined`, which is no type of JSON's. */
	readonly mayBeUndefined?: boolean;
}

const deepest = 20;
const primitives: ReadonlyMap<string, string> = new Map([
	['string', 'string'],
	['number', 'number'],
	['integer', 'number'],
	['boolean', 'boolean'],
	['null', 'null'],
]);

/** The type that a schema describes; `unknown` where it says nothing that a type can. */
export function typeText(schema: JsonSchema | undefined, depth = 0): string {
	if (schema === undefined || typeof schema !== 'object' || depth > deepest) return 'unknown';
	if (typeof schema.tsType === 'string') return schema.tsType;
	if ('const' in schema) return JSON.stringify(schema.const) ?? 'unknown';
	if (schema.enum)
		return join(
			schema.enum.map((value) => JSON.stringify(value)),
			' | ',
		);
	const union = schema.anyOf ?? schema.oneOf;
	if (union)
		return join(
			union.map((part) => typeText(part, depth + 1)),
			' | ',
		);
	if (schema.allOf)
		return join(
			schema.allOf.map((part) => typeText(part, depth + 1)),
			' & ',
		);
	if (Array.isArray(schema.type))
		return join(
			schema.type.map((type) => typeText({ ...schema, type }, depth + 1)),
			' | ',
		);
	if (schema.type === 'array') return arrayText(schema, depth);
	if (schema.type === 'object') return objectText(schema, depth);
	return primitives.get(String(schema.type)) ?? 'unknown';
}

function arrayText(schema: JsonSchema, depth: number): string {
	const { items, prefixItems, minItems = 0 } = schema;
	if (prefixItems) {
		const parts = prefixItems.map((item, index) => `${typeText(item, depth + 1)}${index < minItems ? '' : '?'}`);
		return `[${[...parts, ...restText(items, depth)].join(', ')}]`;
	}
	return restText(items, depth)[0]?.slice('...'.length) ?? 'unknown[]';
}

/** The items of an array after its named ones: `...string[]`, or nothing. */
function restText(items: JsonSchema['items'], depth: number): readonly string[] {
	if (items === undefined || typeof items === 'boolean' || Array.isArray(items)) return [];
	const item = typeText(items as JsonSchema, depth + 1);
	return [isCompound(items as JsonSchema) && item !== 'unknown' ? `...(${item})[]` : `...${item}[]`];
}

/** Whether the type's text may have several parts, which an array of them has to hold together. */
function isCompound({ anyOf, oneOf, allOf, enum: values, type, tsType }: JsonSchema): boolean {
	return Boolean(anyOf ?? oneOf ?? allOf ?? values) || Array.isArray(type) || /[|&]/.test(tsType ?? '');
}

function objectText(schema: JsonSchema, depth: number): string {
	const required = new Set(schema.required ?? []);
	const members = Object.entries(schema.properties ?? {}).map(([name, property]) => {
		const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
		return `${key}${required.has(name) ? '' : '?'}: ${typeText(property, depth + 1)}`;
	});
	const { additionalProperties } = schema;
	if (typeof additionalProperties === 'object') members.push(`[name: string]: ${typeText(additionalProperties, depth + 1)}`);
	if (members.length > 0) return `{ ${members.join('; ')} }`;
	return additionalProperties === false ? '{}' : 'Record<string, unknown>';
}

function join(parts: readonly string[], separator: string): string {
	const unique = [...new Set(parts)];
	return unique.length > 0 ? unique.join(separator) : 'never';
}
