/**
 * Every bomb, on carriers and on the engines of the host's own thread that keep it.
 *
 * Carriers must contain all of them. What an engine in the host's thread cannot keep is named in the bomb's own file, printed here,
 * and tried for a few: a corpus that nothing fails would be a broken one.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Bomb, InThread } from './bomb.ts';
import { bombFiles, campaign, classes, nameOf } from './campaign.ts';
import { whyUnavailable } from './engines.ts';
import { hasProc } from './proc.ts';
import type { Verdict } from './verdict.ts';

const options = { timeout: 400_000, skip: hasProc ? false : 'carriers are measured through /proc' };
const files = bombFiles();
const bombs = new Map(await Promise.all(files.map(async (file) => [file, await bombIn(file)] as const)));

async function bombIn(file: string): Promise<Bomb> {
	return ((await import(pathToFileURL(file).href)) as { readonly bomb: Bomb }).bomb;
}

/** What was not contained, a line each. */
async function failures(engine: string, wanted: readonly string[]): Promise<string[]> {
	const tasks = wanted.map((file) => ({ file, engine }));
	const verdicts = await campaign(tasks, { together: 16, parallel: 2 });
	return verdicts.filter(({ result }) => result !== 'contained').map(describe);
}

function describe({ class: folder, attack, result, detail }: Verdict): string {
	return `${folder}/${attack}: ${result}: ${detail}`;
}

function tooMuchFor(engine: InThread): string[] {
	return files.filter((file) => bombs.get(file)?.notKeptBy?.includes(engine));
}

/** Seen to be too much for each of them on every machine. */
const certainFailures: Readonly<Record<'quickjs' | 'isolate', readonly string[]>> = {
	quickjs: ['cpu-native/join-of-a-false-length', 'cpu-native/reverse-of-a-false-length'],
	isolate: ['cpu-native/big-int-tower'],
};

/** Every bomb of a number, another one for each start, so that all have their turn on each engine. */
function some(wanted: readonly string[], oneIn: number, start: number): string[] {
	return wanted.filter((_, index) => index % oneIn === start % oneIn);
}

test('every class has its bombs', () => {
	const counts = Object.fromEntries(classes.map((name) => [name, bombFiles(name).length]));
	assert.ok(files.length >= 100 && Object.values(counts).every((count) => count >= 12), JSON.stringify(counts));
});

const strongest = (await whyUnavailable('subprocess(quickjs) landlock')) === undefined ? 'landlock' : 'none';
const whole = ['worker(quickjs)', `subprocess(quickjs) ${strongest}`, `subprocess(isolate) ${strongest}`];
const sampled = [
	'subprocess(quickjs) none',
	'subprocess(isolate) none',
	'subprocess(quickjs) bubblewrap',
	'subprocess(isolate) bubblewrap',
];

for (const engine of whole) {
	test(`${engine} contains every bomb`, options, async () => {
		assert.deepEqual(await failures(engine, files), []);
	});
}

for (const [index, engine] of sampled.filter((name) => !whole.includes(name)).entries()) {
	test(`${engine} contains every bomb of a sample`, options, async (context) => {
		const why = await whyUnavailable(engine);
		if (why !== undefined) return context.skip(why);
		assert.deepEqual(await failures(engine, some(files, 25, index)), []);
	});
}

for (const engine of ['quickjs', 'isolate'] as const) {
	test(`${engine} in the host's own thread contains what no file says it cannot keep`, options, async (context) => {
		const tooMuch = tooMuchFor(engine);
		context.diagnostic(`${engine} cannot keep ${tooMuch.length} of ${files.length}: ${tooMuch.map(nameOf).join(', ')}`);
		const wanted = files.filter((file) => !tooMuch.includes(file));
		assert.deepEqual(await failures(engine, some(wanted, 8, 0)), []);
	});

	test(`${engine} in the host's own thread really cannot keep what files say so of`, options, async () => {
		const certain = certainFailures[engine].map((name) => files.find((file) => nameOf(file) === name) as string);
		assert.deepEqual(
			certain.filter((file) => !tooMuchFor(engine).includes(file)),
			[],
		);
		assert.equal((await failures(engine, certain)).length, certain.length);
	});
}
