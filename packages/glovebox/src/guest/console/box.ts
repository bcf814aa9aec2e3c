/**
 * Rows and columns drawn as a box, as Node draws them.
 *
 * Runs on: guest.
 * Trusts: nothing.
 */
import { createList, type List, mathMax, stringRepeat } from '../../codec/intrinsics.ts';
import { createWriter, push, spaces, widthOf, type Writer } from './text.ts';

/** Draws `rows`, each with a cell for every one of `heads`; `note`, if any, follows on a line of its own. */
export function drawBox(heads: List<string>, rows: List<List<string>>, note: string): string {
	const writer = createWriter();
	const widths = measure(heads, rows);
	drawRule(writer, widths, '┌', '┬', '┐\n');
	drawLine(writer, widths, heads);
	drawRule(writer, widths, '├', '┼', '┤\n');
	for (let index = 0; index < rows.length && !writer.isFull(); index++) drawLine(writer, widths, rows[index] as List<string>);
	drawRule(writer, widths, '└', '┴', '┘');
	writer.write(note === '' ? '' : `\n${note}`);
	return writer.end();
}

function measure(heads: List<string>, rows: List<List<string>>): List<number> {
	const widths = createList<number>();
	for (let column = 0; column < heads.length; column++) {
		let widest = widthOf(heads[column] as string);
		for (let index = 0; index < rows.length; index++) widest = mathMax(widest, widthOf((rows[index] as List<string>)[column] as string));
		push(widths, widest + 2);
	}
	return widths;
}

function drawRule(writer: Writer, widths: List<number>, left: string, middle: string, right: string): void {
	for (let column = 0; column < widths.length; column++) {
		writer.write(column === 0 ? left : middle);
		writer.write(stringRepeat('─', widths[column] as number));
	}
	writer.write(right);
}

function drawLine(writer: Writer, widths: List<number>, cells: List<string>): void {
	for (let column = 0; column < widths.length; column++) {
		const cell = cells[column] as string;
		writer.write(`│ ${cell}${spaces((widths[column] as number) - widthOf(cell) - 1)}`);
	}
	writer.write('│\n');
}
