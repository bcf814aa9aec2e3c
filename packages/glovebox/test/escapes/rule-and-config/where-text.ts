import { attack } from '../attack.ts';

/** A query with a condition as text: evaluated once for each row (`$where`). */
export const escape = attack({
	grants: [],
	input: () => ({
		query: { $where: 'this.constructor.constructor("return typeof process === \'object\' ? process.env.GLOVEBOX_SECRET : 1")()' },
		rows: [{ a: 1 }, { a: 2 }],
	}),
	source: `
		const test = Function(\`return \${input.query.$where}\`);
		return input.rows.map((row) => test.call(row));
	`,
});
