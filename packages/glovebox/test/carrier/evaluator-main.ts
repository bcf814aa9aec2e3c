/** Where a carrier of the engines in `evaluator.ts` begins, as `carrier/main.ts` is for the real ones. */
import { isMainThread } from 'node:worker_threads';
import { openPipes } from '../../src/engines/carrier/inside-process.ts';
import { openPort } from '../../src/engines/carrier/inside-thread.ts';
import { serve } from '../../src/engines/carrier/serve.ts';
import { evaluator } from './evaluator.ts';

const engines = new Map([
	['evaluator', async () => evaluator('evaluator')],
	['waiting', async () => evaluator('waiting')],
]);
await serve(isMainThread ? openPipes() : openPort(), { engines });
