import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { coverageTable, lcov } from './coverage-text.ts';
import { glovebox } from './test/glovebox.ts';

const files = [
	{
		filename: 'a.js',
		lines: [1, 1, 0, 0, 1, 0].map((count, index) => ({ line: index + 1, count })),
		functions: [
			{ name: 'f', line: 1, count: 3 },
			{ name: 'g', line: 3, count: 0 },
		],
	},
	{ filename: 'longer-name.js', lines: [{ line: 2, count: 5 }], functions: [] },
];

test('coverageTable() has a line for each file, with the lines that did not run', () => {
	assert.equal(
		coverageTable(files),
		['file            lines  functions  not run', 'a.js              50%        50%  3-4, 6', 'longer-name.js   100%          -', ''].join(
			'\n',
		),
	);
});

test('lcov() writes a record for each file', () => {
	const [first] = lcov(files).split('end_of_record\n');
	assert.equal(
		first,
		'SF:a.js\nFN:1,f\nFN:3,g\nFNDA:3,f\nFNDA:0,g\nFNF:2\nFNH:1\nDA:1,1\nDA:2,1\nDA:3,0\nDA:4,0\nDA:5,1\nDA:6,0\nLF:6\nLH:3\n',
	);
});

test('glovebox run writes a profile, coverage and a heap snapshot', { timeout: 60_000 }, async () => {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-observe-'));
	try {
		const path = (name: string) => join(folder, name);
		writeFileSync(
			path('main.js'),
			'function no() {\n\treturn 1;\n}\nlet sum = 0;\nfor (let i = 0; i < 1e6; i++) sum += i;\nsum > 0 ? "yes" : no()',
		);
		const flags = ['--profile', path('a.cpuprofile'), '--coverage', path('a.info'), '--heap-snapshot', path('a.heapsnapshot')];
		const { code, stdout, stderr } = await glovebox([
			'run',
			path('main.js'),
			...flags,
			'--limit',
			'memoryBytes=268435456',
			'--limit',
			'wallMs=30000',
		]);
		assert.deepEqual([code, stdout], [0, 'yes\n']);
		assert.match(stderr, /not run\n\S+main\.js +50% +0% +1-3\n/);
		assert.ok(JSON.parse(readFileSync(path('a.cpuprofile'), 'utf8')).samples.length > 0);
		assert.match(readFileSync(path('a.info'), 'utf8'), /DA:2,0\nDA:3,0\nDA:4,1\n/);
		assert.ok(JSON.parse(readFileSync(path('a.heapsnapshot'), 'utf8')).snapshot.node_count > 0);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test('glovebox run names the file that it cannot write', { timeout: 60_000 }, async () => {
	const { code, stderr } = await glovebox(['run', '-', '--engine', 'isolate', '--profile', '/nowhere/a.cpuprofile'], { stdin: '1' });
	assert.deepEqual([code, stderr], [2, 'glovebox: Cannot write "/nowhere/a.cpuprofile": there is no such folder\n']);
});
