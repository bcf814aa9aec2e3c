import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildCarrier, carrierProgram } from './program.ts';

test('carrierProgram() is what buildCarrier() makes of the sources as they are', () => {
	assert.equal(readFileSync(carrierProgram(), 'utf8'), buildCarrier());
});

test('buildCarrier() imports packages and no file of ours', () => {
	const imports = [...buildCarrier().matchAll(/\brequire\(["'](.+?)["']\)/g)].map(([, name = '']) => name);
	assert.ok(imports.includes('node:fs'));
	assert.deepEqual(
		imports.filter((name) => name.startsWith('.')),
		[],
	);
});
