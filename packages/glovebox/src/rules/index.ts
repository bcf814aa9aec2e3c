/**
 * `glovebox/rules`: rules as data and as code. Names only.
 *
 * The walk: `source.ts` (which form) → `forms/` (each into a plan) → `generate.ts` (a plan into one program) → `guest/` (decides, explains)
 * → `rule-set.ts` (decisions, from what the guest answered).
 */
export { type CaseResult, readCases, type RuleCase, testRules } from './cases.ts';
export type { Decided, Decision, Decisions, Explained, Explanation, Match, Part, RowFailure } from './decision.ts';
export { defineRules, type RuleSource, type RulesSource } from './define.ts';
export { explanationSvg, explanationText } from './explanation-text.ts';
export type { Change } from './guest/flip.ts';
export type { DecideOptions, ExplainOptions, FactFunction, RuleForm, RulesOptions } from './options.ts';
export type { HitPolicy } from './plan.ts';
export { createRules } from './create-rules.ts';
export { readFacts } from './read-facts.ts';
export { type RuleInfo, RuleSet } from './rule-set.ts';
export { compareRules, type Comparison, type Divergence, type Simulation, simulate } from './simulate.ts';
