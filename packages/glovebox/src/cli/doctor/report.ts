/** What the doctor found, as text for people. */
import { paint, table, wrap } from '../terminal.ts';
import type { Layer } from './layer.ts';
import type { Machine } from './machine.ts';
import type { EngineTrial } from './trials.ts';
import type { Verdict } from './verdict.ts';

export interface Findings extends Verdict {
	readonly machine: Machine;
	readonly engines: readonly EngineTrial[];
	readonly layers: readonly Layer[];
}

export function reportText({ machine, engines, layers, boundary, engine, why, next }: Findings): string {
	const { node, v8, platform, kernel } = machine;
	return [
		`Node ${node}, V8 ${v8}, ${platform}, kernel ${kernel}`,
		engineTable(engines),
		layerTable(layers),
		[
			`createSandbox() gives the boundary ${paint.bold(boundary)}, in ${engine}.`,
			...section('Why ', why),
			...section('Next', next),
			'',
		].join('\n'),
	].join('\n\n');
}

const marks: Readonly<Record<Layer['state'], () => string>> = {
	works: () => paint.green('✓'),
	fails: () => paint.red('✗'),
	optional: () => paint.dim('–'),
};

function engineTable(engines: readonly EngineTrial[]): string {
	const head = ['', 'engine', 'boundary', 'stopped by', 'start', '6 * 7'].map((text) => paint.dim(text));
	const rows = engines.map(({ engine, works, boundary = '', stop, startMs, runMs }) => [
		works ? marks.works() : marks.fails(),
		engine,
		works ? boundary : '',
		stop === undefined ? '' : (stops[stop] ?? stop),
		works ? `${startMs} ms` : '',
		works ? `${runMs} ms` : '',
	]);
	const problems = engines.flatMap(({ engine, problem }) => (problem === undefined ? [] : [wrap(`${engine}: ${problem}`, '   ')]));
	return [table([head, ...rows]), ...problems].join('\n');
}

const stops: Readonly<Record<string, string>> = { asked: 'asking', thread: 'its thread', process: 'its process' };

function layerTable(layers: readonly Layer[]): string {
	const nameWidth = Math.max(...layers.map(({ name }) => name.length));
	const indent = ' '.repeat('✓  '.length + nameWidth + '  '.length);
	return layers
		.map(({ name, state, detail, remedy }) => {
			const first = `${marks[state]()}  ${name.padEnd(nameWidth)}  ${wrap(detail, indent).trimStart()}`;
			// Not wrapped: it is to be copied.
			return remedy === undefined ? first : `${first}\n${indent}${paint.yellow(`→ ${remedy}`)}`;
		})
		.join('\n');
}

function section(title: string, text: string): string[] {
	return [`${paint.dim(title)}  ${wrap(text, '      ').trimStart()}`];
}
