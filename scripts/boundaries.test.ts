import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeVm, quickjs } from 'glovebox/engines';
import { table, withTables } from './boundaries.ts';

test('table() has a row for each engine, weakest boundary first', () => {
	const columns = [
		['engine', ({ name }: { name: string }) => name],
		['boundary', ({ boundary }: { boundary: string }) => boundary],
	] as const;
	assert.equal(
		table(columns, [quickjs(), nodeVm()]),
		['| engine | boundary |', '| --- | --- |', '| nodeVm | realm |', '| quickjs | wasm |'].join('\n'),
	);
});

test('withTables() writes between the marks and nowhere else', () => {
	const page = 'before\n<!-- boundaries -->\nstale\n<!-- /boundaries -->\nafter\n';
	const written = withTables(page);
	assert.match(written, /^before\n<!-- boundaries -->\n\| engine \| boundary \|[\s\S]*\n<!-- \/boundaries -->\nafter\n$/);
	assert.doesNotMatch(written, /stale/);
	assert.equal(withTables(written), written);
	assert.equal(withTables('no marks'), 'no marks');
});
