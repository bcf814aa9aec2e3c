import { test } from 'node:test';
import { sample } from '../sample.ts';
import { confined } from './engines.ts';
import { contains, options, quickFiles } from './suite.ts';

const engine = await confined('quickjs');

test(`${engine} contains every bomb but those of memory`, options, () => contains(engine, sample(quickFiles(), 3)));
