import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf, type ObservedFiles } from './files.ts';

test('nameOf() knows files by name and by URL, and leaves every other name that a guest gives its code', () => {
	const files = new Map([
		['guest.js', undefined],
		['/a b.js', undefined],
	]) as unknown as ObservedFiles;
	const urls = ['guest.js', 'file:///a%20b.js', 'file:///other.js', 'file:///a%2Fb.js', 'file://host/x', 'file:///%zz', '', 'x'];
	assert.deepEqual(
		urls.map((url) => nameOf(url, files)),
		['guest.js', '/a b.js', ...Array(6).fill(undefined)],
	);
});
