import { test } from 'node:test';
import { sample } from '../sample.ts';
import { contains, options, quickFiles } from './suite.ts';

test('worker(quickjs) contains every bomb but those of memory', options, () => contains('worker(quickjs)', sample(quickFiles(), 3)));
