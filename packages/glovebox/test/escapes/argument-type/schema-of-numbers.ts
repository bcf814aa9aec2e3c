import { attack } from '../attack.ts';

/** Numbers that are none: lists of one, texts, boxes, NaN, bigint. */
export const escape = attack({
	grants: ['checked'],
	source: `
		const odd = [[7], '7', new Number(7), { valueOf: () => 7 }, NaN, 7n, true, null, new Date(7)];
		const answers = [];
		for (const value of odd) { try { answers.push(await checked.double(value)); } catch (error) { answers.push(error); } }
		return answers.map((answer) => (typeof answer === 'object' ? loot(answer) : undefined)).find(Boolean) ?? loot(checked.upper);
	`,
});
