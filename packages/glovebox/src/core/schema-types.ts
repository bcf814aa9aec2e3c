/** JSON Schema of the schemas that host functions have, whatever library made them. */
import type { JsonSchema } from './json-schema-types.ts';
import { valibotJsonSchema } from './valibot-types.ts';

/** Which side of a schema: what it takes, or what it gives. */
export type SchemaSide = 'input' | 'output';

/** Types that cross the boundary and that JSON Schema has no word for, by zod's and arktype's names for them. */
const typeNames: Readonly<Record<string, string>> = { date: 'Date', bigint: 'bigint', undefined: 'undefined', void: 'undefined' };

/** zod leaves out what it cannot say, unless told otherwise; arktype asks. Other libraries look at neither. */
const libraryOptions = {
	unrepresentable: 'any',
	override: ({ zodSchema, jsonSchema }: { readonly zodSchema: unknown; jsonSchema: { tsType?: string; mayBeUndefined?: boolean } }) => {
		const type = (zodSchema as { readonly _zod?: { readonly def?: { readonly type?: string } } })._zod?.def?.type ?? '';
		const name = Object.hasOwn(typeNames, type) ? typeNames[type] : undefined;
		if (name !== undefined) jsonSchema.tsType = name;
		if (type === 'optional') jsonSchema.mayBeUndefined = true;
	},
	fallback: ({ code, base, domain }: { readonly code: string; readonly base: object; readonly domain?: string }) => {
		const name = Object.hasOwn(typeNames, domain ?? code) ? typeNames[domain ?? code] : undefined;
		return name === undefined ? base : { ...base, tsType: name };
	},
};

/** JSON Schema of a schema, where its library offers it through Standard Schema, or is valibot; else `undefined`. */
export function jsonSchemaOf(schema: unknown, side: SchemaSide): JsonSchema | undefined {
	const standard = (schema as { readonly '~standard'?: Standard } | undefined)?.['~standard'];
	try {
		const convert = standard?.jsonSchema?.[side];
		if (typeof convert === 'function') return convert({ target: 'draft-2020-12', libraryOptions });
		return standard?.vendor === 'valibot' ? valibotJsonSchema(schema, side) : undefined;
	} catch {
		// Not every schema has a JSON form.
		return undefined;
	}
}

interface Standard {
	readonly vendor?: string;
	readonly jsonSchema?: Readonly<Record<SchemaSide, (options: unknown) => JsonSchema>>;
}
