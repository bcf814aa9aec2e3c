/** Rules that were read, to be decided as often as one likes, in a realm that is kept for them. */
import { GuestError, type GloveboxError } from '../core/errors.ts';
import type { KeptRealm, KeptRealms } from '../core/kept-realm.ts';
import type { Outcome } from '../core/outcome.ts';
import { sumUsage } from '../core/usage-sum.ts';
import type { Decided, Decision, Decisions, Explained, Explanation, Match, RowFailure } from './decision.ts';
import type { Answer, Reason } from './guest/run.ts';
import { guestRoot, programName } from './generate.ts';
import { argsOf, isFact, type Plan, type PlanRule } from './plan.ts';
import { rulesError } from './problem.ts';
import { type Filled, HostFacts } from './host-facts.ts';
import { type DecideOptions, type DecideSettings, type ExplainOptions, readDecideOptions, type Settings } from './options.ts';
import { batches, type Facts, joined, readRow, readRows, tellingRow } from './rows.ts';
import type { ReadSource } from './source.ts';

/** A rule as the rule set lists it. */
export interface RuleInfo {
	readonly name: string;
	readonly priority: number;
	readonly from: Date | undefined;
	readonly until: Date | undefined;
}

/** What a rule set is made of. */
export interface RuleSetParts {
	readonly plan: Plan;
	readonly source: ReadSource;
	readonly settings: Settings;
	readonly realms: KeptRealms;
	readonly realm: KeptRealm;
}

/** Where the guest decides. */
const many = `${guestRoot}.many`;

/** Rules that were read. Made by `createRules`. */
export class RuleSet implements Disposable {
	readonly name: string;
	readonly version: string | undefined;
	/** In the order in which they are tried. */
	readonly rules: readonly RuleInfo[];
	readonly #parts: RuleSetParts;
	readonly #hostFacts: HostFacts;
	/** Where each rule stands among `rules`, by what the guest calls it: rules that are code by their place in their file. */
	readonly #indexes: ReadonlyMap<unknown, number>;

	/** Not for users: `createRules()` makes rule sets. */
	constructor(parts: RuleSetParts) {
		const { plan, source, settings } = parts;
		this.#parts = parts;
		this.name = plan.name;
		this.version = plan.version;
		this.rules = plan.rules.map(({ name, priority, from, until }) => ({ name, priority, from: dateOf(from), until: dateOf(until) }));
		this.#indexes = new Map(plan.rules.map((rule, index) => [source.plan ? index : rule.at.at(-1), index]));
		// Rules that are code may read any fact.
		this.#hostFacts = new HostFacts(settings.facts, source.plan ? factNames(plan) : undefined);
	}

	/** What the rules say of one row of facts. Rejects with the failure of that row. */
	async decide(facts: Facts, options: DecideOptions = {}): Promise<Decided> {
		readRow(facts);
		const settings = readDecideOptions(options, 'decide');
		return onlyOne(await this.#ask(await this.#hostFacts.fill([facts]), settings, undefined), this.#parts.source);
	}

	/** As {@link decide}, in the caller's stack, on engines that promise `sync`. Facts of the host must answer at once. */
	decideSync(facts: Facts, options: DecideOptions = {}): Decided {
		readRow(facts);
		const settings = readDecideOptions(options, 'decideSync');
		return onlyOne(this.#askSync(this.#hostFacts.fillSync([facts]), settings, undefined), this.#parts.source);
	}

	/** Decides for each row, in one crossing for each 10 000. A row that fails stops no other. */
	async decideMany(rows: readonly Facts[], options: DecideOptions = {}): Promise<Decisions> {
		readRows(rows);
		const settings = readDecideOptions(options, 'decideMany');
		const found: Decisions[] = [];
		for (const batch of batches(rows)) found.push(await this.#ask(await this.#hostFacts.fill(batch.rows), settings, batch.first));
		return joined(found);
	}

	/** As {@link decideMany}, in the caller's stack. */
	decideManySync(rows: readonly Facts[], options: DecideOptions = {}): Decisions {
		readRows(rows);
		const settings = readDecideOptions(options, 'decideManySync');
		return joined(batches(rows).map((batch) => this.#askSync(this.#hostFacts.fillSync(batch.rows), settings, batch.first)));
	}

	/** Why the decision is what it is: for each rule what each part of its condition came to, and the smallest change that turns it over. */
	async explain(facts: Facts, options: ExplainOptions = {}): Promise<Explanation> {
		const { plan, source, realm } = this.#parts;
		readRow(facts);
		const { at, call } = readDecideOptions(options, 'explain');
		// Asked for once: both crossings are about the same facts.
		const { rows } = await this.#hostFacts.fill([facts]);
		const { usage, ...decision } = await this.decide(rows[0] as Facts, { at, ...call });
		const indexes = this.#indexesOf(options.rules);
		const guestIndexes = indexes.map((index) => this.#guestIndex(index));
		const outcome = await realm.call<readonly Reason[]>(`${guestRoot}.explain`, [rows[0], guestIndexes], call);
		const reasons = answerOf(outcome, source);
		const rules = indexes.map((index, row): Explained => {
			const { held, seen, flip } = (Array.isArray(reasons) ? reasons[row] : {}) as Partial<Reason>;
			const inEffect = isInEffect(plan.rules[index] as PlanRule, at);
			return {
				rule: plan.rules[index]?.name ?? '',
				index,
				held: held === true && inEffect,
				inEffect,
				condition: seen ?? { op: 'code', value: held === true },
				flip: inEffect ? (flip ?? undefined) : undefined,
			};
		});
		return { decision, rules, usage: sumUsage(usage, outcome.usage) };
	}

	/** Closes the realm that is kept. The sandbox stays open. Harmless when repeated. */
	close(): void {
		this.#parts.realms.close();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	/** One crossing. `first` is the number of its first row; without it there is one row alone. */
	async #ask(filled: Filled, { at, call }: DecideSettings, first: number | undefined): Promise<Decisions> {
		try {
			return this.#decisions(await this.#parts.realm.call(many, this.#args(filled, at, first), call), filled);
		} catch (error) {
			throw tellingRow(error, first);
		}
	}

	#askSync(filled: Filled, { at, call }: DecideSettings, first: number | undefined): Decisions {
		try {
			return this.#decisions(this.#parts.realm.callSync(many, this.#args(filled, at, first), call), filled);
		} catch (error) {
			throw tellingRow(error, first);
		}
	}

	/** One row that fails is thrown as it is, so that its place in the rules is known. */
	#args({ rows }: Filled, at: number, first: number | undefined): readonly unknown[] {
		return [rows, this.#second(at), first === undefined];
	}

	/** Rules that are code are told which of them are in effect, in order; the others know their dates. */
	#second(at: number): unknown {
		const { plan, source } = this.#parts;
		if (source.plan) return at;
		return plan.rules.flatMap((rule) => (isInEffect(rule, at) ? [Number(rule.at.at(-1))] : []));
	}

	#guestIndex(index: number): number {
		const { plan, source } = this.#parts;
		return source.plan ? index : Number(plan.rules[index]?.at.at(-1));
	}

	#indexesOf(names: readonly string[] | undefined): readonly number[] {
		if (names !== undefined && !Array.isArray(names)) throw new TypeError('options.rules must be a list of names of rules');
		const all = this.rules.map(({ name }, index) => [name, index] as const);
		const unknown = names?.find((name) => !all.some(([known]) => known === name));
		if (unknown !== undefined) throw new TypeError(`options.rules: there is no rule "${unknown}"`);
		return all.filter(([name]) => !names || names.includes(name)).map(([, index]) => index);
	}

	/** Reads what the guest answered. Rules that are code may answer anything. */
	#decisions(outcome: Outcome, { rows, failures: before }: Filled): Decisions {
		const { matches, failures } = answerOf(outcome, this.#parts.source) as Partial<Answer>;
		const all = [...before];
		for (const failure of Array.isArray(failures) ? (failures as readonly RowFailure[]) : []) {
			if (!all.some(({ row }) => row === failure.row)) all.push(failure);
		}
		const failed = new Set(all.map(({ row }) => row));
		const decisions = rows.map((_, row) => {
			if (failed.has(row)) return undefined;
			const decision = this.#decision(Array.isArray(matches) ? matches[row] : []);
			if (decision instanceof Error) all.push({ row, name: 'RulesError', message: decision.message });
			return decision instanceof Error ? undefined : decision;
		});
		return { decisions, failures: all.sort((a, b) => a.row - b.row), usage: outcome.usage };
	}

	#decision(found: unknown): Decision | Error {
		const { plan, source } = this.#parts;
		const matched = (Array.isArray(found) ? (found as readonly unknown[]) : []).flatMap((one): Match[] => {
			const [at, then] = Array.isArray(one) ? (one as readonly unknown[]) : [one, undefined];
			const index = this.#indexes.get(at) ?? -1;
			const rule = plan.rules[index];
			return rule ? [{ rule: rule.name, index, then: source.plan ? rule.then : then }] : [];
		});
		if (plan.policy === 'unique' && matched.length > 1)
			return new Error(`${matched.map(({ rule }) => `"${rule}"`).join(' and ')} hold at once where one row alone may hold`);
		const single = plan.policy === 'first' || plan.policy === 'unique' || plan.policy === 'priority';
		const result = single ? matched[0]?.then : matched.map(({ then }) => then);
		return { name: plan.name, version: plan.version, matched, result };
	}
}

/** The value of what the guest answered, or its error as that of the rules. */
export function answerOf<T>(outcome: Outcome<T>, { file, text }: ReadSource): T {
	if (outcome.ok) return outcome.value;
	throw placed(outcome.error, file, text);
}

/** What the code of rules did wrong is told as theirs. */
function placed(error: GloveboxError, file: string, text: string | undefined): GloveboxError {
	if (!(error instanceof GuestError)) return error;
	const broken = /^Cannot import .*?: (SyntaxError: .*) \([^()]*\)$/s.exec(error.message)?.[1];
	const [frame = ''] = /^ {4}at .*$/m.exec(error.stack ?? '') ?? [];
	// What our own part of the program throws has no place in theirs.
	const { line, column } = frame.includes(programName) ? {} : error;
	return rulesError(broken ?? `${error.name}: ${error.message}`, { file, text, line, column, cause: error });
}

function onlyOne({ decisions: [decision], failures: [failure], usage }: Decisions, { file }: ReadSource): Decided {
	if (decision) return { ...decision, usage };
	throw rulesError(failure ? `${failure.name}: ${failure.message}` : 'there is no decision', { file });
}

/** For functions that take a rule set beside others. */
export function checkRuleSet(value: unknown, name: string): void {
	if (!(value instanceof RuleSet)) throw new TypeError(`${name} must be made by createRules()`);
}

function factNames(plan: Plan): ReadonlySet<string> {
	const names = new Set<string>();
	const waiting = plan.rules.map(({ when }) => when);
	for (let expr = waiting.pop(); expr; expr = waiting.pop()) {
		if (isFact(expr)) names.add(expr.path[0] ?? '');
		if (isFact(expr) && expr.otherwise) waiting.push(expr.otherwise);
		for (const arg of argsOf(expr)) waiting.push(arg);
	}
	return names;
}

function isInEffect({ from, until }: PlanRule, at: number): boolean {
	return (from === null || at >= from) && (until === null || at < until);
}

function dateOf(time: number | null): Date | undefined {
	return time === null ? undefined : new Date(time);
}
