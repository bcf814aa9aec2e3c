import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { commentBlocks, markdownBlocks } from './doc-blocks.ts';
import { linkProblems } from './doc-links.ts';

test('markdownBlocks() takes ts and sh blocks that are not marked no-run', () => {
	const text = ['```ts', 'f();', '```', '```ts no-run', 'g();', '```', '```json', '{}', '```', '```sh', 'ls # → a', '```'].join('\n');
	assert.deepEqual(markdownBlocks('a.md', text), [
		{ place: 'a.md:1', language: 'ts', code: 'f();', prints: undefined },
		{ place: 'a.md:10', language: 'sh', code: 'ls', prints: 'a' },
	]);
});

test('markdownBlocks() prints expression statements that promise a value and joins lines of output', () => {
	const text = [
		'```ts',
		'await f(1); // → 42',
		'console.log(a); // → {',
		'// →   x',
		'const url = "http://a"; // not a promise',
		'```',
	].join('\n');
	assert.deepEqual(markdownBlocks('a.md', text), [
		{
			place: 'a.md:1',
			language: 'ts',
			code: ['console.log(await f(1));', 'console.log(a);', '', 'const url = "http://a"; // not a promise'].join('\n'),
			prints: '42\n{\n  x',
		},
	]);
});

test('commentBlocks() takes the examples of doc comments and nothing else', () => {
	const text = ['const fence = "```ts";', '/**', ' * Doc.', ' * ```ts', ' * f(); // → 1', ' * ```', ' */', 'export const f = 1;'].join(
		'\n',
	);
	assert.deepEqual(commentBlocks('a.ts', text), [{ place: 'a.ts:4', language: 'ts', code: 'console.log(f());', prints: '1' }]);
});

test('linkProblems() names links to missing files and missing headings', () => {
	const root = mkdtempSync(join(tmpdir(), 'glovebox-links-'));
	try {
		writeFileSync(join(root, 'b.md'), '# A title, with `code`\n');
		const text = '[ok](b.md) [ok](b.md#a-title-with-code) [ok](https://example.org/x) `[code](c.md)` [gone](c.md) [no](b.md#z)';
		assert.deepEqual(linkProblems(root, 'a.md', text), [
			'a.md: links to c.md, which is not there',
			'a.md: links to b.md#z; that page has no such heading',
		]);
	} finally {
		rmSync(root, { recursive: true });
	}
});
