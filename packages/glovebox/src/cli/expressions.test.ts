import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { glovebox } from './test/glovebox.ts';

const folder = mkdtempSync(join(tmpdir(), 'glovebox-expressions-'));
after(() => rmSync(folder, { recursive: true }));

test('expressions prints the value, and with --reads the facts that were read', async () => {
	const facts = '{"price": 4, "customer": {"vip": true}}';
	assert.deepEqual(await glovebox(['expressions', 'customer.vip ? price * 2 : 0', '--input-json', facts, '--reads']), {
		code: 0,
		stdout: '8\n',
		stderr: 'read: customer.vip, price\n',
	});
});

test('expressions reads a file, and tells the place of an error in it', async () => {
	const file = join(folder, 'discount.js');
	writeFileSync(file, 'order\n  .total.toFixed(2)\n');
	assert.deepEqual(await glovebox(['expressions', '--file', file, '--input-json', '{"order": {}}', '--engine', 'isolate']), {
		code: 1,
		stdout: '',
		stderr: `TypeError: Cannot read properties of undefined (reading 'toFixed')
  ${file}:2:10
  1 | order
> 2 |   .total.toFixed(2)
    |          ^
  3 |
`,
	});
});

test('expressions refuses statements, and --json is one line', async () => {
	const { code, stdout } = await glovebox(['expressions', 'const a = 1', '--json']);
	const { ok, error } = JSON.parse(stdout) as { ok: boolean; error: Record<string, unknown> };
	assert.deepEqual([code, ok, error['code'], error['line'], error['column']], [1, false, 'GLOVEBOX_GUEST_SYNTAX', 1, 1]);
});

test('expressions takes an expression or a file', async () => {
	const wanted = { code: 2, stdout: '', stderr: 'glovebox: Give an expression or --file, and not both\n' };
	assert.deepEqual(await glovebox(['expressions']), wanted);
	assert.deepEqual(await glovebox(['expressions', '1', '--file', 'x']), wanted);
});
