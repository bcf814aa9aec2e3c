import { attack } from '../attack.ts';

/** A thrown record with the key. */
export const escape = attack({
	grants: [],
	source: `throw JSON.parse('{"page": {"__proto__": {"polluted": "yes"}}, "__proto__": {"polluted": "yes"}}');`,
});
