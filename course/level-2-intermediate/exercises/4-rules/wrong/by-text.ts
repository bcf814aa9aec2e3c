/** Takes the names in the text for the facts that were read. */
import vm from 'node:vm';
import type { Evaluate, Rule, RuleOptions } from '../start.ts';

export function compileRules(rules: readonly Rule[], { facts: names }: RuleOptions): Evaluate {
	const scripts = rules.map(({ when }) => new vm.Script(when));
	return (facts) => {
		const context = vm.createContext({ ...facts });
		return rules.map(({ name, when }, at) => {
			const read = names.filter((fact) => when.includes(`${fact}.`));
			return { name, fired: scripts[at]?.runInContext(context) === true, read };
		});
	};
}
