import { attack } from '../attack.ts';

/** What the type stripper takes away decides what remains: generics that are comparisons, casts over lines, types with braces. */
export const escape = attack({
	grants: [],
	source: `
		type Hidden = { a: \`}; globalThis.got = \${string}\`; b: () => typeof import('node:fs') };
		const list: Array<Record<string, Hidden>> = [];
		const cast = <T,>(value: unknown): T => value as T;
		const value = cast<{ get(): void }>(list)!;
		let told = (value satisfies object) as unknown;
		abstract class Odd<T> { private constructor_?: T; abstract run(): void; }
		return [String(told), loot(Odd), typeof (globalThis as any).got];
	`,
});
