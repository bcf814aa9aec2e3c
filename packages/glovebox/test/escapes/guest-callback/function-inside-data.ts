import { attack } from '../attack.ts';

/** The function is hidden in data: in a Map, under a symbol, as an accessor, as an array's extra property. */
export const escape = attack({
	grants: ['events', 'plain'],
	source: `
		const hidden = [new Map([['call', (x) => x]]), Object.assign([1], { toString: () => 'x' }), { deep: [{ on: () => 1 }] }, { [Symbol.iterator]: () => [1][Symbol.iterator]() }];
		const answers = [];
		for (const value of hidden) { try { answers.push(await plain.echo(value)); } catch (error) { answers.push(error); } }
		return answers.map((answer) => loot(answer) ?? loot(answer?.get?.('call'))).find(Boolean);
	`,
});
