import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { askedInVain } from './reads.ts';

test('askedInVain() names where Node asks for a package before it comes to the folder that has it', () => {
	const root = mkdtempSync(path.join(tmpdir(), 'glovebox-reads-'));
	try {
		const inner = path.join(root, 'app/node_modules');
		mkdirSync(path.join(inner, '.cache/glovebox'), { recursive: true });
		for (const name of ['acorn', 'amaro', 'quickjs-wasi']) mkdirSync(path.join(inner, name));
		mkdirSync(path.join(root, 'node_modules/isolated-vm'), { recursive: true });
		const program = path.join(inner, '.cache/glovebox/carrier.js');
		assert.deepEqual(askedInVain([program]), [path.join(inner, 'isolated-vm/package.json')]);
	} finally {
		rmSync(root, { recursive: true });
	}
});
