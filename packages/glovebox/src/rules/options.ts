/** What rules are made with, checked at the door. */
import { checkLimits, type LimitOptions } from '../core/limits.ts';
import { readNames, readObject, readSignal, readTenant } from '../core/options.ts';
import type { Sandbox } from '../core/sandbox.ts';

/** The forms that rules are written in. */
const ruleForms = ['json-rules-engine', 'json-logic', 'table', 'csv', 'typescript'] as const;
export type RuleForm = (typeof ruleForms)[number];

/** A fact that the host finds: from what is given, at once or later. Asked for once for each row, where a rule reads it. */
export type FactFunction = (facts: Readonly<Record<string, unknown>>) => unknown;

/** What `createRules` takes. */
export interface RulesOptions {
	/** Where rules are evaluated. */
	readonly sandbox: Sandbox;
	/** The rules: text of any form, or parsed JSON. */
	readonly rules: string | object;
	/** Default: by the ending of `filename`, else by what the source looks like. */
	readonly form?: RuleForm;
	/** Named in errors. Default `rules.json`, `rules.csv` or `rules.ts`. */
	readonly filename?: string;
	/** Facts that are functions of the host. A fact of that name in a row goes before. Default none. */
	readonly facts?: Readonly<Record<string, FactFunction>>;
	/** Whose rules these are. Default the sandbox's. */
	readonly tenant?: string;
	/** At most the sandbox's; for each crossing. */
	readonly limits?: LimitOptions;
	/** Each crossing gets a new realm. Default false. */
	readonly fresh?: boolean;
}

/** Options, checked. */
export interface Settings extends RulesOptions {
	readonly facts: Readonly<Record<string, FactFunction>>;
}

/** Reads the options of `createRules`. Throws a TypeError that names the option. */
export function readOptions(options: RulesOptions): Settings {
	readNames(options, 'createRules', ['sandbox', 'rules', 'form', 'filename', 'facts', 'tenant', 'limits', 'fresh']);
	const { sandbox, rules, form, filename } = options;
	if (typeof sandbox?.open !== 'function') throw new TypeError('options.sandbox must be made by createSandbox()');
	if (typeof rules !== 'string' && (typeof rules !== 'object' || rules === null))
		throw new TypeError('options.rules must be text, or JSON as a value');
	if (form !== undefined && !ruleForms.includes(form)) throw new TypeError(`options.form must be one of ${ruleForms.join(', ')}`);
	if (filename !== undefined && (typeof filename !== 'string' || filename === ''))
		throw new TypeError('options.filename must be a string that is not empty');
	const facts = readObject(options.facts, 'options.facts') as Readonly<Record<string, FactFunction>>;
	for (const [name, fact] of Object.entries(facts))
		if (typeof fact !== 'function') throw new TypeError(`options.facts.${name} must be a function`);
	readTenant(options.tenant);
	checkLimits(options.limits);
	return { ...options, facts };
}

/** Options of one decision. */
export interface DecideOptions {
	/** The moment that effective dates are held against. Default now. */
	readonly at?: Date | number;
	readonly signal?: AbortSignal;
}

/** Options of an explanation. */
export interface ExplainOptions extends DecideOptions {
	/** Names of the rules to explain. Default all. */
	readonly rules?: readonly string[];
}

/** Options of a decision, checked. */
export interface DecideSettings {
	readonly at: number;
	/** Options of the calls to the guest. */
	readonly call: { readonly signal?: AbortSignal };
}

/** Reads the options of a decision. Throws a TypeError that names the option. */
export function readDecideOptions(options: DecideOptions, caller: string): DecideSettings {
	readNames(options, caller, caller === 'explain' ? ['at', 'signal', 'rules'] : ['at', 'signal']);
	const { at = Date.now() } = options;
	const time = Number(at);
	if (!Number.isFinite(time) || (typeof at !== 'number' && !(at instanceof Date)))
		throw new TypeError('options.at must be a Date or a number of milliseconds');
	const signal = readSignal(options.signal);
	return { at: time, call: signal === undefined ? {} : { signal } };
}
