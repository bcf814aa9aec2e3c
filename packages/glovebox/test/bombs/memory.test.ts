import { test } from 'node:test';
import { sample } from '../sample.ts';
import { bombFiles } from './campaign.ts';
import { confined } from './engines.ts';
import { contains, options } from './suite.ts';

for (const engine of ['worker(quickjs)', await confined('quickjs'), await confined('isolate')]) {
	test(`${engine} contains every bomb of memory`, options, () => contains(engine, sample(bombFiles('memory'), 3)));
}
