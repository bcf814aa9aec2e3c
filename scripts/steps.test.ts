import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSteps } from './steps.ts';

test('runSteps() runs every step, counts failures, and shows output of what failed and chosen lines of what passed', async (context) => {
	const shown = context.mock.method(console, 'log', () => undefined);
	const failed = await runSteps(
		[
			{ name: 'good', command: [process.execPath, '-e', 'console.log("3 files"); console.log("noise")'], shows: /^\d/ },
			{ name: 'bad', command: [process.execPath, '-e', 'console.error("the reason"); process.exit(3)'] },
			{ name: 'absent', command: ['no-such-program-anywhere'] },
		],
		1,
	);
	assert.equal(failed, 2);
	const lines = shown.mock.calls.map(({ arguments: [line] }) =>
		String(line)
			.replace(/\x1b\[\d+m/g, '')
			.replace(/\d+\.\d s/, 'n s'),
	);
	assert.deepEqual(lines, [
		'✓ good         n s',
		'  3 files',
		'✗ bad          n s',
		'the reason',
		'✗ absent       n s',
		'spawn no-such-program-anywhere ENOENT',
	]);
});
