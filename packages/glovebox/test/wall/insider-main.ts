/**
 * A carrier whose guests are the carrier: an engine that evaluates a program with all that Node has, in place of the real ones.
 *
 * Runs on: carrier process, confined.
 */
import { openPipes } from '../../src/engines/carrier/inside-process.ts';
import { serve } from '../../src/engines/carrier/serve.ts';
import { confineSelf } from '../../src/engines/confine/seal.ts';
import { evaluator } from '../carrier/evaluator.ts';

await serve(openPipes(), new Map([['waiting', async () => evaluator('waiting')]]), confineSelf);
