/** Colour on a terminal, plain text elsewhere; text that others wrote is shown, never obeyed. */
import { styleText } from 'node:util';

type Style = (text: string, stream?: NodeJS.WriteStream) => string;

function style(format: Parameters<typeof styleText>[0]): Style {
	// styleText looks at the stream: no colour when it is piped or NO_COLOR is set.
	return (text, stream = process.stdout) => styleText(format, text, { stream });
}

export const paint = { red: style('red'), green: style('green'), yellow: style('yellow'), dim: style('dim'), bold: style('bold') };

/** Whether colours go to this stream: it is a terminal and NO_COLOR is not set, or FORCE_COLOR is. */
export function hasColours(stream: NodeJS.WriteStream): boolean {
	return paint.red('x', stream) !== 'x';
}

// Colours are let through; what moves the cursor, sets titles, fills the clipboard or turns the direction of text is not.
const controls = /\u001b\[[0-9;]*m|[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

const uncoloured = '\u001b[0m';

/** A guest's text as a terminal may have it: control characters are spelled out, colours end with it. A pipe gets it as it is. */
export function shown(text: string, stream: NodeJS.WriteStream): string {
	if (!stream.isTTY) return text;
	const spelled = text.replace(controls, (control) => (control.length > 1 ? control : spelledOut(control)));
	return spelled.includes('\u001b') ? `${spelled}${uncoloured}` : spelled;
}

function spelledOut(control: string): string {
	const code = control.charCodeAt(0).toString(16);
	return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
}

/** A line of JSON. Of control characters JSON itself spells out a part, and a terminal obeys others too. */
export function jsonLine(value: unknown, indent?: number | string): string {
	const spelled = (control: string) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
	return `${JSON.stringify(value, null, indent).replace(/[\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, spelled)}\n`;
}

/** Rows as aligned columns. Colours inside cells do not count as width. */
export function table(rows: readonly (readonly string[])[]): string {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, width(cell));
	}
	const line = (row: readonly string[]) => row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - width(cell))).join('  ');
	return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** Text in lines of at most 80 columns, or the terminal's if that is narrower, each after `indent`. A longer word keeps its line. */
export function wrap(text: string, indent = ''): string {
	// A terminal that does not know its size, as a serial console, says 0.
	const columns = Math.min(80, process.stdout.columns || 80);
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
			lines.push(line);
			line = word;
		} else line = line === '' ? word : `${line} ${word}`;
	}
	return [...lines, line].map((each) => indent + each).join('\n');
}

function width(text: string): number {
	return text.replace(/\u001b\[[0-9;]*m/g, '').length;
}
