/** Makes one context, with the facts of the first evaluation. */
import vm from 'node:vm';
import type { Evaluate, Rule } from '../start.ts';

export function compileRules(rules: readonly Rule[]): Evaluate {
	const scripts = rules.map(({ when }) => new vm.Script(when));
	let context: vm.Context | undefined;
	return (facts) => {
		context ??= vm.createContext({ ...facts });
		const made = context;
		return rules.map(({ name }, at) => ({ name, fired: scripts[at]?.runInContext(made) === true, read: [] }));
	};
}
