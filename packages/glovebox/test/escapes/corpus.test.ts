import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Attack } from './attack.ts';
import { escapeFiles } from './corpus.ts';
import { classes } from './known.ts';

test('the corpus has attacks in every class, and at least 560 of them', () => {
	const files = escapeFiles();
	assert.deepEqual([...new Set(files.map((file) => basename(dirname(file))))], classes);
	assert.ok(files.length >= 560, `${files.length} attacks`);
});

test('every attack is another program', async () => {
	const seen = new Map<string, string>();
	for (const file of escapeFiles()) {
		const { escape } = (await import(pathToFileURL(file).href)) as { readonly escape: Attack };
		const text = JSON.stringify([escape.source, escape.before, escape.victim, escape.collect, String(escape.input)]);
		assert.equal(seen.get(text), undefined, `${file} is the same as another`);
		seen.set(text, file);
	}
});
