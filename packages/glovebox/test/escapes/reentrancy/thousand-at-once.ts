import { attack } from '../attack.ts';

/** Many calls in flight, answered in any order, each expecting its own answer. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => plain.echo({ index }).then(({ index: mine }) => mine === index)));
		return answers.every(Boolean) ? 'all right' : loot(plain.echo) ?? 'mixed up';
	`,
});
