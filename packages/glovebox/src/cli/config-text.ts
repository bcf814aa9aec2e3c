/** Configs, reasons and differences as text for people. */
import { inspect } from 'node:util';
import type { Difference, Origin, Why } from '../config/index.ts';
import { hasColours, paint, shown, table } from './terminal.ts';

/** A whole config. */
export function configText(value: unknown): string {
	return `${inspect(value, { colors: hasColours(process.stdout), depth: null, maxArrayLength: null, maxStringLength: null, breakLength: 100 })}\n`;
}

/** Who said a value, and whom that one overrode: a line each. */
export function whyText({ path, value, origin, overrode }: Why): string {
	const rows = [origin, ...overrode].map((one, at) => [
		at === 0 ? '  said by' : '  over',
		one.layer,
		placeText(one),
		paint.dim(shortText(one.value)),
	]);
	return `${paint.bold(shown(path, process.stdout))} = ${shortText(value)}\n${table(rows)}\n`;
}

/** What differs between two environments. */
export function differenceText(differences: readonly Difference[], before: string, after: string): string {
	if (differences.length === 0) return `"${before}" and "${after}" are the same\n`;
	return differences
		.map(({ path, before: old, after: current, beforeOrigin, afterOrigin }) => {
			const rows = [side('-', before, old, beforeOrigin), side('+', after, current, afterOrigin)];
			return `${paint.bold(shown(path, process.stdout))}\n${table(rows)}\n`;
		})
		.join('');
}

function side(sign: string, environment: string, value: unknown, origin: Origin | undefined): string[] {
	const colour = sign === '-' ? paint.red : paint.green;
	return [
		`  ${colour(sign)} ${environment}`,
		value === undefined ? paint.dim('nothing') : shortText(value),
		paint.dim(origin ? placeText(origin) : ''),
	];
}

/** `app.config.ts:3:4`, and the variable where it was one. */
function placeText({ file, line, column, variable }: Origin): string {
	const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}`;
	return shown([place, variable === undefined ? '' : `$${variable}`].filter((part) => part !== '').join(' '), process.stdout);
}

function shortText(value: unknown): string {
	return shown(inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 80, maxArrayLength: 5 }), process.stdout);
}
