import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { diagramFiles, stampOf } from './diagrams.ts';

test('each diagram of the course is drawn from its source as it is now', () => {
	const files = diagramFiles();
	assert.equal(files.length, 6);
	for (const file of files) {
		const [stamp] = readFileSync(file.replace(/mmd$/, 'svg'), 'utf8').split('\n');
		assert.equal(stamp, stampOf(readFileSync(file, 'utf8')), `${file}: run "node scripts/diagrams.ts"`);
	}
});
