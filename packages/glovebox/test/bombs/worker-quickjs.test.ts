import { test } from 'node:test';
import { contains, options, quickFiles } from './suite.ts';

test('worker(quickjs) contains every bomb but those of memory', options, () => contains('worker(quickjs)', quickFiles()));
