/** Operators that are words, such as `contains`: functions of the host that stand between their operands. */
import type { CapabilityEntry, PlainFunction } from '../core/capability.ts';

/** An operator: a function of two values, or one that says how tightly it binds. */
export type Operator = PlainFunction | { readonly binds: 'comparison' | 'sum' | 'product'; readonly handler: PlainFunction };

/** As acorn counts them: `<` has 7, `+` 9, `*` 10. */
const bindings = { comparison: 7, sum: 9, product: 10 } as const;

/** Words that already mean something between or behind operands. */
const taken = new Set('in instanceof of as is await yield async function class new typeof void delete'.split(' '));

/** The operators of an evaluator: how each word binds, and what it calls. */
export interface Operators {
	readonly words: ReadonlyMap<string, number>;
	readonly handlers: Readonly<Record<string, CapabilityEntry>>;
}

/** Reads `options.operators`. Throws a TypeError that names the one that is wrong. */
export function readOperators(operators: unknown): Operators {
	if (operators === undefined) return { words: new Map(), handlers: {} };
	if (typeof operators !== 'object' || operators === null) throw new TypeError('options.operators must be an object of functions');
	const words = new Map<string, number>();
	const handlers: Record<string, CapabilityEntry> = {};
	for (const [word, operator] of Object.entries(operators as Readonly<Record<string, unknown>>)) {
		if (!/^[a-z][a-zA-Z]*$/.test(word) || taken.has(word))
			throw new TypeError(`options.operators.${word} must be a word that begins with a small letter and means nothing in JavaScript`);
		const { binds = 'comparison', handler = undefined } =
			typeof operator === 'function' ? { handler: operator } : ((operator ?? {}) as { binds?: unknown; handler?: unknown });
		if (typeof handler !== 'function') throw new TypeError(`options.operators.${word} must be a function or { binds, handler }`);
		if (!Object.hasOwn(bindings, binds as string))
			throw new TypeError(`options.operators.${word}.binds must be one of ${Object.keys(bindings).join(', ')}`);
		words.set(word, bindings[binds as keyof typeof bindings]);
		handlers[word] = handler as PlainFunction;
	}
	return { words, handlers };
}
