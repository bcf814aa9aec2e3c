import { attack } from '../attack.ts';

/** The checked text is a record that becomes a text when it is asked, by `Symbol.toPrimitive` on an inherited prototype. */
export const escape = attack({
	grants: ['guarded'],
	source: `
		const note = { toString: () => 'note.txt' };
		const odd = Object.create({ turn: 0, [Symbol.toPrimitive]() { this.turn += 1; return this.turn > 1 ? '../secret.txt' : 'note.txt'; } });
		const told = [];
		for (const path of [note, odd, [['note.txt']], Object('note.txt'), new (class extends String {})('note.txt')]) { try { told.push(await guarded.read({ path })); } catch (error) { told.push(String(error)); } }
		return told;
	`,
});
