/** Takes what parses between parentheses for an expression. */
import vm from 'node:vm';
import type { Evaluate, Rule, RuleOptions, Verdict } from '../start.ts';

export function compileRules(rules: readonly Rule[], options: RuleOptions): Evaluate {
	const scripts = rules.map(({ when }) => compile(when));
	return (facts) => rules.map((rule, at) => decide(rule.name, scripts[at], facts, options));
}

function decide(name: string, script: vm.Script | undefined, facts: Readonly<Record<string, unknown>>, options: RuleOptions): Verdict {
	const read: string[] = [];
	const scope = {};
	for (const fact of options.facts) {
		if (!Object.hasOwn(facts, fact)) continue;
		const get = () => {
			if (!read.includes(fact)) read.push(fact);
			return facts[fact];
		};
		Object.defineProperty(scope, fact, { get });
	}
	const context = vm.createContext(scope);
	if (!script) return { name, fired: false, read, skipped: 'It does not parse' };
	try {
		const value: unknown = script.runInContext(context, { timeout: options.timeoutMs });
		if (typeof value !== 'boolean') return { name, fired: false, read, skipped: `Not a boolean: ${typeof value}` };
		return { name, fired: value, read };
	} catch (error) {
		return { name, fired: false, read, skipped: String((error as Error | null)?.message ?? error) };
	}
}

function compile(when: string): vm.Script | undefined {
	try {
		return new vm.Script(`(${when}\n)`);
	} catch {
		return undefined;
	}
}
