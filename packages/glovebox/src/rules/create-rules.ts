/**
 * From a source of rules to a rule set: read, compiled, and put into a realm that is kept for it.
 *
 * Runs on: host.
 * Trusts: nothing of the source.
 */
import { KeptRealms } from '../core/kept-realm.ts';
import { readCodePlan } from './forms/code.ts';
import { codeModule, codeProgram, dataProgram, guestRoot, planName, programName } from './generate.ts';
import { readOptions, type RulesOptions, type Settings } from './options.ts';
import { argsOf, type Expr, isFact } from './plan.ts';
import { answerOf, RuleSet } from './rule-set.ts';
import { readSource, type ReadSource } from './source.ts';

/**
 * Reads rules and makes them ready: JSONLogic, the shape of json-rules-engine, a decision table of JSON or CSV, or TypeScript.
 *
 * Guarantees: rules are compiled once, into one program of the sandbox; a row that goes wrong stops no other; facts are copies, read by own
 * property alone. Does not guarantee that rules that are code decide alike twice: they have a clock and chance.
 *
 * @throws GuestError GLOVEBOX_RULES with the place of what is wrong; LimitError or EngineError of the sandbox; TypeError naming an option.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { createRules } from 'glovebox/rules';
 * await using sandbox = createSandbox();
 * const table = 'when age,when member,then price\n< 18,-,5\n-,true,8\n-,-,10\n';
 * using rules = await createRules({ sandbox, rules: table });
 * console.log((await rules.decide({ age: 30, member: true })).result); // → { price: 8 }
 * const { rules: [first] } = await rules.explain({ age: 30, member: true }, { rules: ['row 1'] });
 * console.log(first?.held, first?.flip); // → false [ { path: [ 'age' ], from: 30, to: 17 } ]
 * ```
 */
export async function createRules(options: RulesOptions): Promise<RuleSet> {
	const settings = readOptions(options);
	const source = readSource(settings.rules, settings.form, settings.filename);
	const realms = new KeptRealms(settings.sandbox, settings.fresh === undefined ? {} : { fresh: settings.fresh });
	const realm = realms.of(programOf(source, settings));
	try {
		// Rules that are code say themselves what they are.
		const plan = source.plan ?? readCodePlan(answerOf(await realm.call(`${guestRoot}.describe`, []), source), source.file);
		return new RuleSet({ plan, source, settings, realms, realm });
	} catch (error) {
		realms.close();
		throw error;
	}
}

function programOf({ plan, text = '', file }: ReadSource, { tenant, limits }: Settings) {
	const session = { ...(tenant === undefined ? {} : { tenant }), ...(limits === undefined ? {} : { limits }) };
	const options = { filename: programName, kind: 'module', language: 'js' } as const;
	if (plan) {
		const trees = plan.rules.map(({ when }) => treeOf(when));
		return { source: dataProgram(plan), options, session: { ...session, globals: { [planName]: { trees } } } };
	}
	// The module goes by its own name in stacks; nothing but it can be imported.
	const modules = {
		resolve: (specifier: string) => (specifier === codeModule ? file : specifier === door ? door : null),
		load: (id: string) => (id === door ? { source: doorText, type: 'js' as const } : { source: text, type: 'ts' as const }),
	};
	return { source: codeProgram(), options, session: { ...session, modules } };
}

const door = 'glovebox/rules';
const doorText = 'export const defineRules = (rules) => rules;';

/** A condition without its places, which the guest has no use for. */
function treeOf(expr: Expr): object {
	if (expr.op === 'const') return { op: expr.op, value: (expr as { value: unknown }).value };
	if (isFact(expr)) return { op: expr.op, path: expr.path, ...(expr.otherwise ? { otherwise: treeOf(expr.otherwise) } : {}) };
	return { op: expr.op, args: argsOf(expr).map(treeOf) };
}
