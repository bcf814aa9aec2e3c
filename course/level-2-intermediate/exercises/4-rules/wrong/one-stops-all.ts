/** Lets what a rule throws through. */
import vm from 'node:vm';
import type { Evaluate, Rule, RuleOptions, Verdict } from '../start.ts';

export function compileRules(rules: readonly Rule[], options: RuleOptions): Evaluate {
	const scripts = rules.map(({ when }) => new vm.Script(`(${when}\n)`));
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
	return { name, fired: script?.runInContext(context, { timeout: options.timeoutMs }) === true, read };
}
