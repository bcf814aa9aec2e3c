import { attack } from '../attack.ts';

/** A getter of an argument calls the host while the outer call is being encoded. */
export const escape = attack({
	grants: ['direct', 'plain'],
	source: `
		const answers = [];
		const argument = { get inner() { answers.push(direct.echo({ depth: 2 })); return 1; } };
		try { answers.push(await plain.echo(argument)); } catch (error) { answers.push(error); }
		try { answers.push(direct.echo(argument)); } catch (error) { answers.push(error); }
		return answers.map((answer) => loot(answer)).find(Boolean);
	`,
});
