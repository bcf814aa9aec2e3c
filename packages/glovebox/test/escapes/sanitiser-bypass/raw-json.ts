import { attack } from '../attack.ts';

/** `JSON.rawJSON` makes values that print as text of the guest's choosing, where a bridge prints its messages with JSON. */
export const escape = attack({
	grants: ['plain', 'direct', 'report'],
	source: `
		const raw = JSON.rawJSON;
		if (!raw) return 'none';
		const values = [raw('1e999'), raw('"]],[\\\\"done\\\\""'), raw('-0'), raw('123456789012345678901234567890'), raw('null')];
		const answers = [];
		for (const value of values) { for (const way of [() => plain.echo([value]), () => direct.echo({ a: value }), () => report(value)]) { try { answers.push(await way()); } catch (error) { answers.push(loot(error)); } } }
		return [values.map((value) => JSON.stringify(value)), answers];
	`,
});
