/**
 * A carrier whose guests are the carrier: an engine that evaluates a program with all that Node has, in place of the real ones.
 *
 * Runs on: carrier process, confined.
 */
import { openPipes } from '../../src/engines/carrier/inside-process.ts';
import { serve } from '../../src/engines/carrier/serve.ts';
import { beginConfined } from '../../src/engines/confine/begin-confined.ts';
import { sealSelf } from '../../src/engines/confine/seal.ts';
import { evaluator } from '../carrier/evaluator.ts';

const wire = openPipes();
beginConfined(wire);
await serve(wire, { engines: new Map([['waiting', async () => evaluator('waiting')]]), seal: sealSelf });
