/**
 * Makes every attack on every engine, each in a process of its own, two at a time, and prints a table.
 *
 *   node --conditions=glovebox-source run-all.ts [--engine NAME]... [--class NAME]... [--attack CLASS/NAME]... [--peers] [--together N] [--json FILE]
 *
 * `--together` puts that many attacks into one process, which is faster where nothing escapes.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { escapeFiles, runCorpus } from './corpus.ts';
import { availableEngines, engineNames, peerNames } from './engines.ts';
import type { Line } from './run-one.ts';

const { values } = parseArgs({
	options: {
		engine: { type: 'string', multiple: true },
		class: { type: 'string', multiple: true },
		attack: { type: 'string', multiple: true },
		peers: { type: 'boolean', default: false },
		together: { type: 'string', default: '1' },
		json: { type: 'string' },
	},
});
const begun = performance.now();
const engines = values.engine ?? (await availableEngines(values.peers ? [...engineNames, ...peerNames] : engineNames));
const files = escapeFiles(values.class).filter((file) => values.attack?.some((name) => file.endsWith(`/${name}.ts`)) ?? true);
const total = engines.length * files.length;
let done = 0;
if (values.json) writeFileSync(values.json, '');
const lines = await runCorpus(engines, files, Number(values.together), (line) => {
	const { attack, class: folder, engine, result, detail } = line;
	done += 1;
	if (values.json) appendFileSync(values.json, `${JSON.stringify(line)}\n`);
	if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} `);
	if (result !== 'contained') console.error(`${result}  ${engine}  ${folder}/${attack}  ${detail.split('\n')[0]}`);
});
console.log(table(lines, engines));
console.log(`${files.length} attacks, ${engines.length} engines, ${Math.round((performance.now() - begun) / 1_000)} s`);

/** Class by engine: how many of each class were not contained, and what else became of them. */
function table(all: readonly Line[], columns: readonly string[]): string {
	const classes = [...new Set(all.map((line) => line.class))].sort();
	const cell = (rows: readonly Line[]): string => {
		const escaped = rows.filter(({ result }) => result === 'escaped').length;
		const other = rows.filter(({ result }) => result !== 'escaped' && result !== 'contained').length;
		return `${escaped}${other > 0 ? `+${other}` : ''}/${rows.length}`;
	};
	const row = (name: string, chosen: (line: Line) => boolean): string =>
		[name, ...columns.map((engine) => cell(all.filter((line) => line.engine === engine && chosen(line))))].join(' | ');
	return [
		['class', ...columns].join(' | '),
		...classes.map((name) => row(name, (line) => line.class === name)),
		row('all', () => true),
	].join('\n');
}
