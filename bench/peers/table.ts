/** A table with a row for each contender, as text and as Markdown. */

export interface TableRow {
	readonly name: string;
	readonly cells: readonly string[];
	/** What its bar shows; none where nothing came of it. */
	readonly value?: number | undefined;
}

export interface Table {
	readonly id: string;
	readonly title: string;
	readonly note: string;
	readonly unit?: string | undefined;
	readonly columns: readonly string[];
	readonly rows: readonly TableRow[];
}

export function tableText({ title, columns, rows }: Table): string {
	const all = [[title, ...columns], ...rows.map(({ name, cells }) => [name, ...cells])];
	const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? [];
	const lines = all.map((row) =>
		row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
	);
	return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}

/** Names that are ours stand out. */
export function tableMarkdown({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
	const head = [`| | ${columns.join(' | ')} |`, `|---|${columns.map(() => '--:|').join('')}`];
	const body = rows.map(({ name, cells }) => `| ${name.startsWith('Glovebox') ? `**${name}**` : name} | ${cells.join(' | ')} |`);
	return [...head, ...body].join('\n');
}
