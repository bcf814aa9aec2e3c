import { attack } from '../attack.ts';

/** A rule names its operator; the table of operators inherits (JSONata CVE-2026-77413 and expr-eval CVE-2025-12735 are of this kind). */
export const escape = attack({
	grants: [],
	input: () => ({ rule: { op: 'constructor', of: ['return process.env.GLOVEBOX_SECRET'] }, operators: {} }),
	source: `
		const operator = input.operators[input.rule.op]?.constructor ?? input.operators[input.rule.op];
		return operator(...input.rule.of)();
	`,
});
