/**
 * Measures the npm packages that guests can import, and writes the table of `docs/packages.md`.
 *
 *   node --conditions=glovebox-source scripts/packages.ts           writes
 *   node --conditions=glovebox-source scripts/packages.ts --print   prints
 *
 * Cold: bundled anew, then imported and asked in a new sandbox. Cached: the bundle from its cache, in a sandbox that has run it before;
 * each run has a realm of its own all the same, in which the whole package runs again. Warmed: the same after `sandbox.warm`, whose
 * realms begin with the package. The best of three.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox, type Sandbox } from 'glovebox';
import { bundleGuest } from 'glovebox/bundle';
import { type Engine, isolate, quickjs } from 'glovebox/engines';
import { type PackageRow, packageTable } from '../packages/glovebox/test/packages/table.ts';
import { repository } from './source-files.ts';

const page = join(repository, 'docs', 'packages.md');
const marks = ['<!-- packages -->', '<!-- /packages -->'] as const;
const rounds = 3;

interface Measured {
	readonly bytes: number;
	readonly coldMs: number;
	readonly cachedMs: number;
	readonly warmedMs: number;
}

async function measure(row: PackageRow, engine: () => Engine): Promise<Measured> {
	let [coldMs, cachedMs, bytes] = [Infinity, Infinity, 0];
	for (let round = 0; round < rounds; round++) {
		const beganAt = performance.now();
		const cold = await bundleGuest({ packages: { [row.name]: row.version }, from: repository, cache: false });
		await using sandbox = openSandbox(engine(), cold.modules);
		assert.deepEqual(await sandbox.evaluate(row.program), row.answer);
		coldMs = Math.min(coldMs, performance.now() - beganAt);
		bytes = cold.bytes;
		await bundleGuest({ packages: { [row.name]: row.version }, from: repository });
		const againAt = performance.now();
		await bundleGuest({ packages: { [row.name]: row.version }, from: repository });
		assert.deepEqual(await sandbox.evaluate(row.program), row.answer);
		cachedMs = Math.min(cachedMs, performance.now() - againAt);
	}
	return { bytes, coldMs, cachedMs, warmedMs: await measureWarmed(row, engine()) };
}

async function measureWarmed(row: PackageRow, engine: Engine): Promise<number> {
	const { modules } = await bundleGuest({ packages: { [row.name]: row.version }, from: repository });
	await using sandbox = openSandbox(engine, modules);
	await sandbox.warm({ modules: [row.name] });
	let warmedMs = Infinity;
	for (let round = 0; round < rounds; round++) {
		while (sandbox.stats().carriers.starting > 0) await sleep(5);
		const beganAt = performance.now();
		assert.deepEqual(await sandbox.evaluate(row.program), row.answer);
		warmedMs = Math.min(warmedMs, performance.now() - beganAt);
	}
	return warmedMs;
}

function openSandbox(engine: Engine, modules: Readonly<Record<string, string>>): Sandbox {
	return createSandbox({ engine, modules, limits: { wallMs: 30_000, memoryBytes: 128 * 2 ** 20 }, pool: { startMs: 60_000 } });
}

async function line(row: PackageRow): Promise<string> {
	const onIsolate = await measure(row, isolate);
	const onQuickjs = await measure(row, quickjs);
	const times = [onIsolate, onQuickjs].flatMap(({ coldMs, cachedMs, warmedMs }) => [coldMs, cachedMs, warmedMs].map(inMs));
	return `| ${[row.name, row.version, `${Math.round(onIsolate.bytes / 1_024)}`, ...times].join(' | ')} |`;
}

function inMs(ms: number): string {
	return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}

const lines: string[] = [];
for (const row of packageTable) {
	lines.push(await line(row));
	console.log(lines.at(-1));
}
const heading = `| package | version | KiB | \`isolate\` cold, ms | cached | warmed | \`quickjs\` cold, ms | cached | warmed |\n|---|---|---|---|---|---|---|---|---|`;
const machine = `Measured ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model.trim()}, at a load of ${loadavg()[0]?.toFixed(1)}.`;
const table = `${marks[0]}\n${heading}\n${lines.join('\n')}\n\n${machine}\n${marks[1]}`;
if (!process.argv.includes('--print')) {
	const text = readFileSync(page, 'utf8');
	const [start, end] = [text.indexOf(marks[0]), text.indexOf(marks[1]) + marks[1].length];
	if (start === -1 || end < start) throw new Error(`${page} has no place for the table`);
	writeFileSync(page, text.slice(0, start) + table + text.slice(end));
}
process.exit();
