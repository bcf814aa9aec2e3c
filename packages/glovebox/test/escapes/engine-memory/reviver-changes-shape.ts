import { attack } from '../attack.ts';

/** A reviver changes the list that the parser is walking. */
export const escape = attack({
	grants: [],
	source: `
		const parsed = JSON.parse('{"a": [1, 2, [3, 4, {"b": 5}]], "c": {"d": 1}}', function (key, value) { if (key === '0') { this[2] = { length: 1e6 }; this.length = 1; } return value; });
		return JSON.stringify(parsed);
	`,
});
