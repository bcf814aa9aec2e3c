import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { classesOfPowers, powers, webGlobals } from '../../src/guest/web/names.ts';

test('docs/globals.md names every global of the web, and no other', () => {
	const page = readFileSync(new URL('../../../../docs/globals.md', import.meta.url), 'utf8');
	const rows = page.split('\n').filter((line) => /^\| (?:URLs|text|copies|events|time|bytes|requests|streams|powers) \|/.test(line));
	const named = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name));
	assert.deepEqual(
		named.sort(),
		[...Object.values(webGlobals).flat(), ...Object.keys(powers), ...Object.values(classesOfPowers).flat()].sort(),
	);
});
