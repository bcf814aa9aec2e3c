/** Writes `docs/performance.md` and its plots from what was measured. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Measured } from '../harness.ts';
import { barChart, plain } from './plot.ts';
import { type Table, tableMarkdown } from './table.ts';

/** Times, or a table of something else. */
export type Result = Timed | Table;

export interface Timed {
	readonly id: string;
	readonly title: string;
	readonly measured: readonly Measured[];
}

const docs = join(import.meta.dirname, '../../docs');

/** What was measured takes the place of what was, scenario by scenario, in the order of `ids`. */
export function writePage(measured: readonly Result[], missing: readonly string[], ids: readonly string[], folder = docs): void {
	const file = join(folder, 'performance', 'results.json');
	const results = merged(measured, file, ids);
	mkdirSync(join(folder, 'performance'), { recursive: true });
	for (const result of results) {
		const plot = plotOf(result);
		if (plot) writeFileSync(join(folder, 'performance', `${result.id}.svg`), plot);
	}
	writeFileSync(join(folder, 'performance.md'), page(results, missing));
	writeFileSync(file, jsonText(results));
}

function merged(measured: readonly Result[], file: string, ids: readonly string[]): readonly Result[] {
	const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Result[]) : [];
	return ids.flatMap((id) => measured.find((result) => result.id === id) ?? before.find((result) => result.id === id) ?? []);
}

/** As the formatter has it: a list of texts that fits is one line. */
function jsonText(value: unknown): string {
	const text = JSON.stringify(value, undefined, '\t');
	return `${text.replace(/\[\n\t+("[^\]]*")\n\t+\]/g, (_, list: string) => `[${list.replace(/\n\t+/g, ' ')}]`)}\n`;
}

function plotOf(result: Result): string | undefined {
	if ('measured' in result) return barChart(result.title, result.measured.map(barOf));
	const { title, unit, rows } = result;
	const bars = rows.flatMap(({ name, value }) => (typeof value === 'number' && value > 0 ? [{ name, value, ours: isOurs(name) }] : []));
	return unit === undefined ? undefined : barChart(`${title}, ${unit}`, bars, (value) => `${plain(value)} ${unit}`);
}

function barOf({ name, min }: Measured) {
	return { name, value: min, ours: isOurs(name) };
}

function isOurs(name: string): boolean {
	return name.startsWith('Glovebox');
}

function page(results: readonly Result[], missing: readonly string[]): string {
	const processor = cpus()[0]?.model ?? 'an unknown processor';
	const parts = [
		'# Performance',
		`Written by \`npm run bench peers -- --write\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${cpus().length} × ${processor}, ${versions()}.`,
		'Each scenario runs all contenders in turns, so that a machine whose speed drifts treats them alike. **Minima are the cost**; medians and p99 are what this machine made of it; CPU is of the measuring process alone, so a carrier process’s own work is not in it. Compare within a table only. [How one is fooled](../bench/README.md) by such figures.',
		'Glovebox has its limits on (time, memory, host calls, output); where another has one that is off by default, it is off. What stands between guest and host differs by more than the figures: see [boundaries](boundaries.md). How many machines a service needs: see [planning](planning.md).',
		...(missing.length > 0 ? [`Left out: ${missing.join('; ')}.`] : []),
		...results.map(section),
	];
	return `${parts.join('\n\n')}\n`;
}

function section(result: Result): string {
	const { id, title } = result;
	if ('measured' in result) return [`## ${title}`, image(id, title), timesMarkdown(result.measured)].join('\n\n');
	const plot = result.unit === undefined ? [] : [image(id, title)];
	return [`## ${title}`, result.note, ...plot, tableMarkdown(result)].join('\n\n');
}

function image(id: string, title: string): string {
	return `![${title}](performance/${id}.svg)`;
}

function timesMarkdown(measured: readonly Measured[]): string {
	const best = Math.min(...measured.map(({ min }) => min));
	const rows = [...measured]
		.sort((one, other) => one.min - other.min)
		.map(({ name, min, median, p99, cpu }) => ({
			name,
			cells: [micros(min), micros(median), micros(p99), micros(cpu), (min / best).toFixed(1)],
		}));
	return tableMarkdown({ columns: ['min µs', 'median', 'p99', 'CPU', '× best'], rows });
}

/** JSON has no NaN: what is not known is `null` there. */
function micros(value: number | null): string {
	if (value === null || Number.isNaN(value)) return '–';
	return value >= 100 ? Math.round(value).toLocaleString('en').replaceAll(',', ' ') : value.toFixed(2);
}

function versions(): string {
	const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
		readonly dependencies: Readonly<Record<string, string>>;
	};
	return Object.entries(dependencies)
		.filter(([name]) => !name.startsWith('@jitl/'))
		.map(([name, version]) => `${name} ${version}`)
		.join(', ');
}
