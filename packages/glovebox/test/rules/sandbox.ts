/** What the tests of rules share. */
import { createSandbox, GuestError, type Sandbox } from 'glovebox';
import { isolate } from 'glovebox/engines';
import { createRules, type Decision, type RulesOptions, type RuleSet } from 'glovebox/rules';

/** In the host's own thread, so that tests start no processes; a noisy machine gets time. */
export const sandbox: Sandbox = createSandbox({ engine: isolate(), limits: { wallMs: 20_000 } });

export function rulesOf(rules: string | object, options: Partial<RulesOptions> = {}): Promise<RuleSet> {
	return createRules({ sandbox, rules, ...options });
}

export async function decide(
	rules: string | object,
	facts: Readonly<Record<string, unknown>>,
	options: Partial<RulesOptions> = {},
): Promise<Decision> {
	using set = await rulesOf(rules, options);
	const { usage: _, ...decision } = await set.decide(facts);
	return decision;
}

/** The names of the rules that hold. */
export async function matched(...args: Parameters<typeof decide>): Promise<readonly string[]> {
	return (await decide(...args)).matched.map(({ rule }) => rule);
}

/** What is wrong with rules: message and place. */
export async function problemOf(rules: string | object, options: Partial<RulesOptions> = {}): Promise<string> {
	try {
		using set = await rulesOf(rules, options);
		return `read ${set.rules.length}`;
	} catch (error) {
		if (!(error instanceof GuestError) || error.code !== 'GLOVEBOX_RULES') throw error;
		return error.message.replace('Cannot use the rules: ', '');
	}
}
