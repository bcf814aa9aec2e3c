import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { glovebox } from './test/glovebox.ts';

const folder = mkdtempSync(join(tmpdir(), 'glovebox-replay-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

test('run --seed repeats itself; --record writes what --replay follows, timers after the value included', { timeout: 60_000 }, async () => {
	const path = file('dice.js', 'setTimeout(() => console.log("later", Math.random(), Date.now()), 20); [Math.random(), Date.now()]');
	const kept = join(folder, 'run.json');
	const first = await glovebox(['run', path, '--seed', '42', '--now', '1970-01-02', '--record', kept, '--json']);
	const { value, console: printed } = JSON.parse(first.stdout) as { value: unknown; console: { text: string }[] };
	assert.deepEqual([first.code, (value as number[])[1], printed.length], [0, 86_400_000, 1]);
	const told = ({ stdout }: { stdout: string }) => {
		const outcome = JSON.parse(stdout) as { value: unknown; console: { text: string }[] };
		return [outcome.value, outcome.console.map(({ text }) => text)];
	};
	assert.deepEqual(told(await glovebox(['run', path, '--replay', kept, '--json'])), told(first));
	assert.deepEqual(told(await glovebox(['run', path, '--seed', '42', '--now', '86400000', '--json'])), told(first));
	const other = await glovebox(['run', file('other.js', '1'), '--replay', kept]);
	assert.deepEqual([other.code, other.stdout], [3, '']);
	assert.match(other.stderr, /Cannot go on with the replay: the recording has \["done",.* where the guest has \["done",\["J",1\]\]/);
	const wrong = await glovebox(['run', path, '--replay', kept, '--seed', '1']);
	assert.deepEqual(wrong, {
		code: 2,
		stdout: '',
		stderr: 'glovebox: --replay excludes --seed, --now and --record: the recording has them\n',
	});
});
