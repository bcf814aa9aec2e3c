import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { loaderLinks } from './bubblewrap.ts';

test('loaderLinks() finds the link by which programs of arm64 name their loader, also where the folder itself is a link', () => {
	const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'glovebox-loaders-')));
	try {
		const folder = path.join(root, 'usr/lib');
		mkdirSync(path.join(folder, 'aarch64-linux-gnu'), { recursive: true });
		const loader = 'aarch64-linux-gnu/ld-linux-aarch64.so.1';
		writeFileSync(path.join(folder, loader), '');
		symlinkSync(loader, path.join(folder, 'ld-linux-aarch64.so.1'));
		symlinkSync(loader, path.join(folder, 'libc.so.6'));
		writeFileSync(path.join(folder, 'ld-musl-aarch64.so.1'), '');
		symlinkSync('usr/lib', path.join(root, 'lib'));
		const found = [path.join(folder, 'ld-linux-aarch64.so.1')];
		assert.deepEqual([loaderLinks(path.join(root, 'lib')), loaderLinks(folder), loaderLinks(path.join(root, 'none'))], [found, found, []]);
	} finally {
		rmSync(root, { recursive: true });
	}
});
