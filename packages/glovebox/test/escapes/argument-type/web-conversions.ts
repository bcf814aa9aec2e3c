import { attack } from '../attack.ts';

/** Instances of the web's classes where a text is expected: each converts to a text of the guest's choosing. */
export const escape = attack({
	grants: ['checked', 'files'],
	source: `
		const odd = [new URL('https://note.txt/../../secret.txt'), new URLSearchParams('note=/../secret.txt'), Object.assign(new Headers(), { toString: () => 'note.txt' }), structuredClone(Object('note.txt')), new (class extends URL { toString() { return 'note.txt'; } includes() { return false; } })('https://a')];
		const told = [];
		for (const value of odd) for (const way of [() => files.read(value), () => files.readNow(value), () => checked.find(value), () => checked.upper(value)]) { try { told.push(await way()); } catch (error) { told.push(loot(error) ?? String(error)); } }
		return told;
	`,
});
