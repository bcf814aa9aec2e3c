/** Writes `docs/performance.md` and a plot for each scenario from what was measured. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Measured } from '../harness.ts';
import { barChart } from './plot.ts';

export interface Result {
	readonly id: string;
	readonly title: string;
	readonly measured: readonly Measured[];
}

const docs = join(import.meta.dirname, '../../docs');

/** What was measured takes the place of what was, scenario by scenario. */
export function writePage(measured: readonly Result[], missing: readonly string[]): void {
	const results = merged(measured);
	mkdirSync(join(docs, 'performance'), { recursive: true });
	for (const { id, title, measured } of results) {
		const bars = measured.map(({ name, min }) => ({ name, value: min, ours: name.startsWith('Glovebox') }));
		writeFileSync(join(docs, 'performance', `${id}.svg`), barChart(title, bars));
	}
	writeFileSync(join(docs, 'performance.md'), page(results, missing));
	writeFileSync(join(docs, 'performance', 'results.json'), `${JSON.stringify(results, undefined, '\t')}\n`);
}

function merged(measured: readonly Result[]): readonly Result[] {
	const file = join(docs, 'performance', 'results.json');
	if (!existsSync(file)) return measured;
	const before = JSON.parse(readFileSync(file, 'utf8')) as readonly Result[];
	const kept = before.map((result) => measured.find(({ id }) => id === result.id) ?? result);
	return [...kept, ...measured.filter(({ id }) => !before.some((result) => result.id === id))];
}

function page(results: readonly Result[], missing: readonly string[]): string {
	const processor = cpus()[0]?.model ?? 'an unknown processor';
	const parts = [
		'# Performance',
		`Written by \`npm run bench peers -- --write\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${cpus().length} × ${processor}, ${versions()}.`,
		'Each scenario runs all contenders in turns, so that a machine whose speed drifts treats them alike. **Minima are the cost**; medians and p99 are what this machine made of it; CPU is of the measuring process alone, so a carrier process’s own work is not in it. Compare within a table only. [How one is fooled](../bench/README.md) by such figures.',
		'Glovebox has its limits on (time, memory, host calls, output); where another has one that is off by default, it is off. What stands between guest and host differs by more than the figures: see [boundaries](boundaries.md).',
		...(missing.length > 0 ? [`Left out: ${missing.join('; ')}.`] : []),
		...results.map(section),
	];
	return `${parts.join('\n\n')}\n`;
}

function section({ id, title, measured }: Result): string {
	const best = Math.min(...measured.map(({ min }) => min));
	const rows = [...measured]
		.sort((one, other) => one.min - other.min)
		.map(({ name, min, median, p99, cpu }) => {
			const shown = name.startsWith('Glovebox') ? `**${name}**` : name;
			return `| ${shown} | ${micros(min)} | ${micros(median)} | ${micros(p99)} | ${micros(cpu)} | ${(min / best).toFixed(1)} |`;
		});
	return [
		`## ${title}\n`,
		`![${title}](performance/${id}.svg)\n`,
		'| | min µs | median | p99 | CPU | × best |\n|---|--:|--:|--:|--:|--:|',
		rows.join('\n'),
	].join('\n');
}

function micros(value: number): string {
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
