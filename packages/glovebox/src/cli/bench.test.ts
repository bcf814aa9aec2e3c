import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Boundary } from '../index.ts';
import type { Measured } from './bench-measure.ts';
import { adviceFor } from './bench-text.ts';
import { glovebox, gloveboxJson } from './test/glovebox.ts';

const folder = mkdtempSync(join(tmpdir(), 'glovebox-bench-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

function figures(engine: string, boundary: Boundary, firstMs: number, warmMs?: number): Measured {
	return {
		engine,
		boundary,
		ok: true,
		firstMs,
		warmMs,
		warmRuns: warmMs === undefined ? 0 : 3,
		cpuMs: undefined,
		peakMemoryBytes: undefined,
	};
}

const noBoundary = figures('nodeVm', 'realm', 3, 0.01);

const advice: readonly (readonly [name: string, figures: readonly Measured[], suits: string | undefined, sentence: string])[] = [
	[
		'what is short',
		[
			figures('isolate', 'isolate', 50, 2),
			figures('quickjs', 'wasm', 90, 0.05),
			noBoundary,
			figures('subprocess(quickjs)', 'confined-process', 200, 0.4),
		],
		'quickjs',
		'quickjs suits it: a fresh run takes 0.050 ms, 40.0 times less than on isolate, since of a run so short most is its realm; the stronger boundary of subprocess(quickjs), "confined-process", costs 0.350 ms more.',
	],
	[
		'what computes',
		[
			figures('subprocess(isolate)', 'confined-process', 400, 21),
			figures('quickjs', 'wasm', 900, 840),
			figures('isolate', 'isolate', 60, 20),
		],
		'isolate',
		'isolate suits it: a fresh run takes 20.0 ms, 42.0 times less than on quickjs, since V8 compiles what others interpret; the stronger boundary of subprocess(isolate), "confined-process", costs 1.0 ms more.',
	],
	[
		'figures that lie together',
		[figures('isolate', 'isolate', 60, 10), figures('quickjs', 'wasm', 60, 11)],
		'isolate',
		'isolate suits it: a fresh run takes 10.0 ms, about as long as on quickjs; the stronger boundary of quickjs, "wasm", costs 1.0 ms more.',
	],
	[
		'an engine without later runs, which are then no measure',
		[figures('isolate', 'isolate', 60), figures('quickjs', 'wasm', 30_000, 20)],
		'isolate',
		'isolate suits it: its first result takes 60.0 ms, 500.0 times less than on quickjs, since V8 compiles what others interpret; the stronger boundary of quickjs, "wasm", costs 29940 ms more.',
	],
	[
		'what needs the host',
		[noBoundary],
		undefined,
		'It runs only where no boundary keeps it in: none of these engines suits code of others.',
	],
	['what fails', [], undefined, 'It fails on every engine that was tried.'],
];

for (const [name, measured, suits, sentence] of advice) {
	test(`adviceFor() goes by figures alone: ${name}`, () => assert.deepEqual(adviceFor(measured), { suits, sentence }));
}

interface Printed {
	readonly engines: readonly Readonly<Record<string, unknown>>[];
	readonly suits: string | null;
	readonly advice: string;
}

test('bench measures where the program runs, and has the error of where it does not', async () => {
	const path = file('by-intl.ts', 'const n: number = input.n; new Intl.NumberFormat("en").format(n)');
	const args = ['bench', path, '--engine', 'quickjs', 'isolate', '--runs', '3', '--for', '60', '--input-json', '{"n": 1}'];
	const { engines, suits } = (await gloveboxJson(args)) as Printed;
	const [failed, measured] = engines;
	assert.deepEqual(failed, {
		engine: 'quickjs',
		boundary: 'wasm',
		ok: false,
		error: { code: 'GLOVEBOX_GUEST_THROW', message: 'Intl is not defined' },
	});
	const { firstMs, warmMs, cpuMs, ...told } = measured as { firstMs: number; warmMs: number; cpuMs: number };
	assert.deepEqual(told, { engine: 'isolate', boundary: 'isolate', ok: true, warmRuns: 3, peakMemoryBytes: null });
	assert.ok(firstMs > 0 && warmMs > 0 && cpuMs > 0, JSON.stringify(measured));
	assert.equal(suits, 'isolate');
});

test('bench prints a table that is plain in a pipe, and a sentence', async () => {
	const { code, stdout, stderr } = await glovebox(['bench', file('short.js', '1 + 1'), '--engine', 'quickjs', 'nodeVm', '--runs', '2']);
	assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
	assert.match(
		stdout,
		/^engine +boundary +first +warm +runs +CPU +memory\nquickjs +wasm +\S+ ms +\S+ ms +2 +\S+ ms +\S+ MiB\nnodeVm +realm +\S+ ms +\S+ ms +2 .*\n\nquickjs suits it: a fresh run takes \S+ ms\.\n$/,
	);
});

test('bench ends as run does where the program fails on every engine', async () => {
	const path = file('loop.js', 'console.log("\u001b[2J"); while (true) {}');
	const { code, stdout } = await glovebox(['bench', path, '--engine', 'quickjs', '--limit', 'wallMs=50']);
	assert.deepEqual(
		{ code, stdout },
		{
			code: 124,
			stdout:
				'quickjs  wasm  GLOVEBOX_LIMIT  Cannot continue the guest: "wallMs" limit of 50 reached\n\nIt fails on every engine that was tried.\n',
		},
	);
});

test('bench refuses what is no number of runs', async () => {
	assert.deepEqual(await glovebox(['bench', file('one.js', '1'), '--runs', '0']), {
		code: 2,
		stdout: '',
		stderr: 'glovebox: --runs 0 is no whole number above 0\n',
	});
});
