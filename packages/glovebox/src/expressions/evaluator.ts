/**
 * Expressions of people one does not trust, over facts that one does: each is parsed once, and runs in a realm that is kept for it.
 *
 * Runs on: host.
 * Trusts: nothing of the text. It is parsed within bounds here and evaluated in the sandbox alone.
 */
import { type Capabilities, type CapabilityEntry, hostFunction } from '../core/capability.ts';
import { type KeptRealm, KeptRealms, readCallOptions } from '../core/kept-realm.ts';
import type { LimitOptions } from '../core/limits.ts';
import { readNames, readObject, readTenant } from '../core/options.ts';
import type { Outcome, Usage } from '../core/outcome.ts';
import type { Sandbox } from '../core/sandbox.ts';
import type { CallOptions } from '../core/session.ts';
import { sumUsage } from '../core/usage-sum.ts';
import { placedError } from './guest-place.ts';
import { type Operator, type Operators, readOperators } from './operators.ts';
import { parseExpression } from './parse-expression.ts';
import { type ExpressionProgram, expressionProgram, guestPaths, type Missing, operatorRoot } from './program.ts';

/** What an evaluator is made of. Only the sandbox is needed. */
export interface EvaluatorOptions {
	/** Where expressions run. It grants them what it grants its guests. */
	readonly sandbox: Sandbox;
	/** Host functions that expressions may call, by name. A plain function answers at once, also where the handler is asynchronous. Default none. */
	readonly functions?: Capabilities;
	/** Operators that are words: `{ contains: (list, item) => list.includes(item) }`. Default none. */
	readonly operators?: Readonly<Record<string, Operator>>;
	/** What a member of `undefined` or `null`, and an unknown name, is: an error, as in JavaScript, or `undefined`. Default `'throw'`. */
	readonly missing?: Missing;
	/** Whose expressions these are. An evaluator serves one tenant. Default the sandbox's. */
	readonly tenant?: string;
	/** At most the sandbox's; for each evaluation. */
	readonly limits?: LimitOptions;
	/** How many expressions stay warm at once. Default 16. */
	readonly keep?: number;
	/** Each evaluation gets a new realm. Default false. */
	readonly fresh?: boolean;
}

/** Options of one evaluation. */
export type EvaluateOptions = Pick<CallOptions, 'limits' | 'signal'>;

/** What one evaluation came to. */
export interface Evaluation<Value> {
	readonly value: Value;
	/** Paths of the facts that were read, in the order they were: `order.items.0.price`. At most 1 000; a Map or Set is one. */
	readonly reads: readonly string[];
	readonly usage: Usage;
}

/** What evaluating many records of facts came to. */
export interface Evaluations<Value> {
	/** By row; `undefined` where it failed. */
	readonly values: readonly (Value | undefined)[];
	readonly failures: readonly RowFailure[];
	/** Of the crossing that ended last; there is one for each 10 000 rows. */
	readonly usage: Usage;
}

/** A row for which the expression threw. */
export interface RowFailure {
	readonly row: number;
	/** As the guest's error has them. */
	readonly name: string;
	readonly message: string;
}

/** An expression that was read, to be evaluated as often as one likes. */
export interface Expression<Value = unknown, Facts extends object = Readonly<Record<string, unknown>>> {
	readonly source: string;
	/** Rejects with what the expression threw, placed in its own text; or a `LimitError`. */
	evaluate(facts: Facts, options?: EvaluateOptions): Promise<Evaluation<Value>>;
	/** As `evaluate`, in the caller's stack, on engines that promise `sync`. */
	evaluateSync(facts: Facts, options?: EvaluateOptions): Evaluation<Value>;
	/** Evaluates for each row, in one crossing for each 10 000. A row that throws is a failure and stops no other. */
	evaluateMany(rows: readonly Facts[], options?: EvaluateOptions): Promise<Evaluations<Value>>;
	evaluateManySync(rows: readonly Facts[], options?: EvaluateOptions): Evaluations<Value>;
}

/** Evaluates expressions. Made by {@link createEvaluator}. */
export interface Evaluator {
	/**
	 * Reads an expression. The types are the caller's word: nothing checks them.
	 *
	 * @throws GuestError GLOVEBOX_GUEST_SYNTAX for anything but one expression; LimitError over 64 KiB.
	 */
	compile<Value = unknown, Facts extends object = Readonly<Record<string, unknown>>>(
		expression: string,
		options?: { readonly filename?: string },
	): Expression<Value, Facts>;
	/** Reads an expression unless it was read lately, and evaluates it. */
	evaluate<Value = unknown>(expression: string, facts?: object, options?: EvaluateOptions): Promise<Evaluation<Value>>;
	evaluateSync<Value = unknown>(expression: string, facts?: object, options?: EvaluateOptions): Evaluation<Value>;
	evaluateMany<Value = unknown>(expression: string, rows: readonly object[], options?: EvaluateOptions): Promise<Evaluations<Value>>;
	/** Closes the realms that were kept. The sandbox stays open. Harmless when repeated. */
	close(): void;
	[Symbol.dispose](): void;
}

/**
 * Makes an evaluator of JavaScript expressions over facts.
 *
 * Guarantees: the text is one expression and no statement; it sees its facts, the realm's globals and the functions granted, and nothing
 * that another evaluation left behind. Does not guarantee that it ends with the same value each time: it has a clock and chance.
 *
 * @throws TypeError, RangeError naming the option that is wrong.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { createEvaluator } from 'glovebox/expressions';
 * await using sandbox = createSandbox();
 * const evaluator = createEvaluator({ sandbox, functions: { round: Math.round } });
 * const { value, reads } = await evaluator.evaluate('round(price * quantity)', { price: 2.6, quantity: 3, note: 'unread' });
 * console.log(value, reads); // → 8 [ 'price', 'quantity' ]
 * ```
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
	const names = ['sandbox', 'functions', 'operators', 'missing', 'tenant', 'limits', 'keep', 'fresh'];
	readNames(options, 'createEvaluator', names);
	const { sandbox, functions, missing = 'throw', limits, keep, fresh } = options;
	if (typeof sandbox?.open !== 'function') throw new TypeError('options.sandbox must be a sandbox made by createSandbox()');
	if (missing !== 'throw' && missing !== 'undefined') throw new TypeError("options.missing must be 'throw' or 'undefined'");
	const operators = readOperators(options.operators);
	const tenant = readTenant(options.tenant);
	const capabilities = atOnce({
		...readObject(functions, 'options.functions'),
		...(operators.words.size > 0 ? { [operatorRoot]: operators.handlers } : {}),
	} as Capabilities);
	const session = { capabilities, ...(tenant === undefined ? {} : { tenant }), ...(limits === undefined ? {} : { limits }) };
	const realms = new KeptRealms(sandbox, { ...(keep === undefined ? {} : { keep }), ...(fresh === undefined ? {} : { fresh }) });
	return evaluatorOf(realms, session, operators, missing);
}

/** How many expressions are remembered by their text, warm or not. */
const mostRemembered = 1_000;

function evaluatorOf(realms: KeptRealms, session: object, operators: Operators, missing: Missing): Evaluator {
	const remembered = new Map<string, Expression>();
	const compile = (source: unknown, options: { readonly filename?: string } = {}): Expression => {
		if (typeof source !== 'string') throw new TypeError('expression must be a string');
		const filename = readFilename(options);
		const program = expressionProgram(source, parseExpression(source, filename, operators.words), missing);
		const realm = realms.of({ source: program.source, options: { filename, kind: 'script', language: 'js' }, session });
		return new KeptExpression(source, filename, program, realm);
	};
	const find = (source: string): Expression => {
		const found = remembered.get(source) ?? compile(source);
		remembered.delete(source);
		remembered.set(source, found);
		for (const oldest of remembered.keys()) {
			if (remembered.size <= mostRemembered) break;
			remembered.delete(oldest);
		}
		return found;
	};
	return {
		compile: (source, options) => compile(source, options) as never,
		evaluate: async (source, facts = {}, options) => (await find(source).evaluate(facts as never, options)) as never,
		evaluateSync: (source, facts = {}, options) => find(source).evaluateSync(facts as never, options) as never,
		evaluateMany: async (source, rows, options) => (await find(source).evaluateMany(rows as never, options)) as never,
		close: () => realms.close(),
		[Symbol.dispose]: () => realms.close(),
	};
}

function readFilename(options: { readonly filename?: unknown }): string {
	readNames(options, 'compile', ['filename']);
	const { filename = 'expression.js' } = options;
	if (typeof filename !== 'string' || filename === '') throw new TypeError('options.filename must be a string that is not empty');
	return filename;
}

/** An expression has no way to wait for a plain function, so that answers at once. */
function atOnce(entries: Capabilities): Capabilities {
	return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, entryAtOnce(entry)]));
}

function entryAtOnce(entry: CapabilityEntry): CapabilityEntry {
	if (typeof entry === 'function') return hostFunction({ sync: true, handler: (...args: unknown[]) => entry(...args.slice(0, -1)) });
	if (typeof entry !== 'object' || entry === null || 'handler' in entry) return entry;
	return atOnce(entry as Capabilities);
}

type Answer = Omit<Evaluation<unknown>, 'usage'>;
type Answers = Omit<Evaluations<unknown>, 'usage'>;

/** Rows of one crossing: enough that crossing costs little, few enough for its limits. */
const rowsAtOnce = 10_000;

class KeptExpression implements Expression {
	readonly source: string;
	readonly #filename: string;
	readonly #program: ExpressionProgram;
	readonly #realm: KeptRealm;

	constructor(source: string, filename: string, program: ExpressionProgram, realm: KeptRealm) {
		this.source = source;
		this.#filename = filename;
		this.#program = program;
		this.#realm = realm;
	}

	async evaluate(facts: object, options?: EvaluateOptions): Promise<Evaluation<unknown>> {
		const call = readCallOptions(options, 'evaluate');
		return this.#answer(await this.#realm.call<Answer>(guestPaths.one, [readFacts(facts, 'facts')], call));
	}

	evaluateSync(facts: object, options?: EvaluateOptions): Evaluation<unknown> {
		const call = readCallOptions(options, 'evaluateSync');
		return this.#answer(this.#realm.callSync<Answer>(guestPaths.one, [readFacts(facts, 'facts')], call));
	}

	async evaluateMany(rows: readonly object[], options?: EvaluateOptions): Promise<Evaluations<unknown>> {
		const call = readCallOptions(options, 'evaluateMany');
		const answers = [];
		for (const batch of batches(rows)) answers.push(this.#answer(await this.#realm.call<Answers>(guestPaths.many, [batch], call)));
		return joined(answers);
	}

	evaluateManySync(rows: readonly object[], options?: EvaluateOptions): Evaluations<unknown> {
		const call = readCallOptions(options, 'evaluateManySync');
		return joined(batches(rows).map((batch) => this.#answer(this.#realm.callSync<Answers>(guestPaths.many, [batch], call))));
	}

	/** What the guest gave is as untrusted as its value; its shape is what our own functions there made. */
	#answer<T extends object>(outcome: Outcome<T>): T & { readonly usage: Usage } {
		if (!outcome.ok) throw placedError(outcome.error, this.#program, this.source, this.#filename);
		return { ...outcome.value, usage: outcome.usage };
	}
}

function readFacts(facts: unknown, name: string): object {
	if (typeof facts !== 'object' || facts === null || Array.isArray(facts))
		throw new TypeError(`${name} must be an object of names and values`);
	return facts;
}

/** At least one, so that there is always a usage to tell. */
function batches(rows: unknown): readonly (readonly object[])[] {
	if (!Array.isArray(rows)) throw new TypeError('rows must be an array of facts');
	rows.forEach((row, index) => readFacts(row, `rows[${index}]`));
	const count = Math.max(1, Math.ceil(rows.length / rowsAtOnce));
	return Array.from({ length: count }, (_, index) => rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce));
}

function joined(answers: readonly Evaluations<unknown>[]): Evaluations<unknown> {
	const failures = answers.flatMap((answer, batch) =>
		answer.failures.map((failure) => ({ ...failure, row: failure.row + batch * rowsAtOnce })),
	);
	const usage = answers.map((answer) => answer.usage).reduce(sumUsage);
	return { values: answers.flatMap(({ values }) => values), failures, usage };
}
