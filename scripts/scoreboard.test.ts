import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { scoreboardPage } from './scoreboard-page.ts';
import { type Line, latencies, mostOverMemory, percentile, readResults } from './scoreboard-results.ts';
import { repository } from './source-files.ts';
import { causes, threatClasses } from './threat-classes.ts';
import { threatPages } from './threat-pages.ts';
import { type Rule, type RuleName, rules } from './threat-rules.ts';

const day = new Date('2026-01-02T03:04:05Z');

test('each of the 48 root causes has a class, and each class an answer', () => {
	const answered = new Set(threatClasses.flatMap((threat) => threat.causes));
	assert.deepEqual(
		causes.map((_, index) => index + 1).filter((number) => !answered.has(number)),
		[],
	);
	assert.equal(causes.length, 48);
	assert.deepEqual(
		threatClasses.filter((threat) => threat.rules.length === 0),
		[],
	);
});

test('the classes are the folders of both corpora', () => {
	const tests = join(repository, 'packages/glovebox/test');
	const folders = ['escapes', 'bombs'].flatMap((corpus) =>
		readdirSync(join(tests, corpus), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
	);
	const frames = ['grants', 'peers'];
	assert.deepEqual([...new Set(folders)].filter((name) => !frames.includes(name)).sort(), threatClasses.map(({ folder }) => folder).sort());
});

test('the tests that a rule names are there, and each rule but the last answers a class', () => {
	const all = Object.entries(rules) as [RuleName, Rule][];
	assert.deepEqual(
		all.flatMap(([, rule]) => rule.tests.filter((path) => !existsSync(join(repository, path)))),
		[],
	);
	const used = new Set(threatClasses.flatMap((threat) => threat.rules));
	assert.deepEqual(
		all.map(([name]) => name).filter((name) => !used.has(name)),
		['provenCorpus'],
	);
});

test('docs/security is what "npm run scoreboard -- --pages" writes', () => {
	const stale = [...threatPages()].filter(([name, text]) => {
		const path = join(repository, 'docs/security', name);
		return !existsSync(path) || readFileSync(path, 'utf8') !== text;
	});
	assert.deepEqual(
		stale.map(([name]) => name),
		[],
	);
});

test('readResults() counts a program that was run twice as it came out last', () => {
	const folder = mkdtempSync(join(tmpdir(), 'glovebox-scoreboard-'));
	try {
		const first = line({ attack: 'a', result: 'hung' });
		const second = line({ attack: 'a' });
		writeFileSync(join(folder, 'escapes-one.jsonl'), `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`);
		const { escapes, bombs } = readResults(folder);
		assert.deepEqual({ escapes, bombs }, { escapes: [second], bombs: [] });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

test('latencies() are of guests that ran into their deadline, and mostOverMemory() is over 64 MiB', () => {
	const lines = [
		line({ ending: 'wallMs', overshootMs: 3, hostBytes: 2 ** 20, carrierBytes: 70 * 2 ** 20 }),
		line({ ending: 'wallMs', overshootMs: -1, hostBytes: 2 ** 20, carrierBytes: 0 }),
		line({ ending: 'throw', overshootMs: -90, hostBytes: 2 ** 20, carrierBytes: 0 }),
		line({ result: 'hung' }),
	];
	assert.deepEqual(latencies(lines), [0, 3]);
	assert.deepEqual([percentile([0, 3], 0.5), percentile([], 0.5)], [3, undefined]);
	assert.deepEqual([mostOverMemory(lines), mostOverMemory([])], [6 * 2 ** 20, undefined]);
});

test('scoreboardPage() shows what became of each, and names what was not contained', () => {
	const escapes = [
		line({ attack: 'a', result: 'escaped', engine: 'nodeVm' }),
		line({ attack: 'b', engine: 'nodeVm' }),
		line({ attack: 'a' }),
	];
	const page = scoreboardPage(
		{ escapes, bombs: [], hosts: [], stops: [], from: day, to: day },
		{ versions: ['Node 1'], machine: 'A machine' },
	);
	assert.match(page, /^Measured on 2026-01-02 by `npm run scoreboard`, which also wrote this page\. Node 1\. A machine\.$/m);
	assert.match(page, /^\| `nodeVm` \| 2 \| 1 \| \*\*1\*\* \| 0 \| 0 \| 0 \| 0 \|$/m);
	assert.match(page, /^\| `isolate` \| 1 \| 1 \| 0 \| 0 \| 0 \| 0 \| 0 \|$/m);
	assert.match(page, /^\| \[What the last one left\]\(tenant\.md\) \| \*\*1\*\*\/2 \| 0\/1 \|$/m);
	assert.doesNotMatch(page, /## Figures/);
	assert.match(page, /^### Not contained by `nodeVm`\n\n- \[What the last one left\]\(tenant\.md\): a$/m);
});

test('scoreboardPage() has the figures of carriers beside what is promised, and those over it in bold', () => {
	const mib = 2 ** 20;
	const host = { bombs: 9, hostBytes: 7 * mib, hostAllBytes: 30 * mib, loopP99Ms: 21, loopMostMs: 30, latest: 'memory/a', again: 0 };
	const stop = { samples: 16, medianMs: 0.3, p99Ms: 9, p999Ms: 260, busy: 0.02 };
	const process = 'subprocess(isolate) landlock';
	const hosts = [
		{ ...host, engine: 'worker(quickjs)' },
		{ ...host, engine: process, carrierBytes: 50 * mib },
	];
	const results = { escapes: [], bombs: [], hosts, stops: [{ ...stop, engine: process }], from: day, to: day };
	const page = scoreboardPage(results, { versions: [], machine: '' });
	const [, section = ''] = page.split('## Figures');
	assert.deepEqual(
		section.split('\n').filter((text) => text.startsWith('| ')),
		[
			'| figure | promised | `worker(quickjs)` | `subprocess(isolate) landlock` |',
			'| --- | --- | --- | --- |',
			'| the host grows, over all bombs of memory | 20 MiB | – | 7.0 MiB |',
			'| a carrier grows over its idle size and `memoryBytes` | 96 MiB | 7.0 MiB | 50 MiB |',
			'| the host grows, over all bombs | – | 30 MiB | 30 MiB |',
			'| the event loop of the host is late, 99th percentile, worst bomb | 20 ms | **21** ms | **21** ms |',
			'| and once, at most | 150 ms | 30 ms | 30 ms |',
			'| a run ends after its deadline, median | 2 ms | – | 0.3 ms |',
			'| the same, 99.9th percentile | 250 ms | – | **260** ms |',
			'| a processor in use afterwards, at most | – | – | 2.0 % |',
		],
	);
});

function line(some: Partial<Line>): Line {
	return { attack: 'a', class: 'tenant', engine: 'isolate', result: 'contained', detail: '', ...some };
}
