/** Colour on a terminal, plain text elsewhere. */
import { styleText } from 'node:util';

type Style = (text: string, stream?: NodeJS.WriteStream) => string;

function style(format: Parameters<typeof styleText>[0]): Style {
	// styleText looks at the stream: no colour when it is piped or NO_COLOR is set.
	return (text, stream = process.stdout) => styleText(format, text, { stream });
}

export const paint = { red: style('red'), green: style('green'), yellow: style('yellow'), dim: style('dim'), bold: style('bold') };

/** Rows as aligned columns. Colours inside cells do not count as width. */
export function table(rows: readonly (readonly string[])[]): string {
	const widths: number[] = [];
	for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, width(cell))));
	const line = (row: readonly string[]) => row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - width(cell))).join('  ');
	return rows.map((row) => line(row).trimEnd()).join('\n');
}

function width(text: string): number {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
	return text.replace(/\u001b\[[0-9;]*m/g, '').length;
}
