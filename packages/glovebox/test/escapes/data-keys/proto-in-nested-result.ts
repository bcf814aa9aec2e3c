import { attack } from '../attack.ts';

/** The key deep in a result, on a list's element. */
export const escape = attack({
	grants: [],
	source: `return { page: { size: 1 }, items: [1], ...JSON.parse('{"page": {"__proto__": {"polluted": "yes"}}}') };`,
});
