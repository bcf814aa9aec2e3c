import { attack } from '../attack.ts';

/** Maps, sets, dates and bytes of derived classes with own methods and species: copied as what? */
export const escape = attack({
	grants: ['plain', 'report'],
	source: `
		class Table extends Map { get(key) { return loot(super.get) ?? key; } get [Symbol.toStringTag]() { return 'Object'; } }
		class Day extends Date { valueOf() { return { then: 1 }; } toISOString() { return loot(Date); } }
		class Bytes extends Uint8Array { static get [Symbol.species]() { return Array; } get length() { return 2 ** 30; } }
		const odd = [new Table([[1, 2]]), new Day(0), new Bytes(3), Object.assign(new Set([1]), { has: 1 }), Object.assign(/x/g, { extra: 'y', exec: 1 })];
		const answers = [];
		for (const value of odd) { try { answers.push(await plain.echo(value)); } catch (error) { answers.push(String(error)); } try { await report(value); } catch {} }
		return answers;
	`,
});
