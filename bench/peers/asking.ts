/** Asks all contenders one thing, one after the other, each in a process of its own. */
import { askAlone } from './alone.ts';
import type { Answer, Probe } from './probes.ts';
import type { Table, TableRow } from './table.ts';

/** With `quick`, each is asked no more than one word. */
export async function askAll(probe: Probe, names: readonly string[], quick: boolean): Promise<Table> {
	const { id, title, note, unit, columns } = probe;
	const rows: TableRow[] = [];
	for (const name of names) {
		const row = await askOne(probe, name, quick);
		if (row !== undefined) rows.push(row);
	}
	return { id, title, note, unit, columns, rows };
}

/** `undefined` for a contender that cannot be asked this. */
async function askOne({ id, bounds, words = [], row }: Probe, name: string, quick: boolean): Promise<TableRow | undefined> {
	const answers: Answer<unknown>[] = [];
	const asked = words.length === 0 ? [undefined] : words;
	for (const word of quick ? asked.slice(0, 1) : asked) {
		const answer = await askAlone([id, name, ...(word === undefined ? [] : [word])], bounds);
		if (answer === undefined) return undefined;
		answers.push({ word, ...answer });
	}
	return row(name, answers);
}
