/**
 * Where a carrier begins, thread or process. What is started is its bundle, see `program.ts`.
 *
 * Runs on: carrier.
 * Trusts: the host, which starts it.
 */
import { isMainThread } from 'node:worker_threads';
import { confineSelf } from '../confine/seal.ts';
import { innerEngines } from './inner-engines.ts';
import { openPipes } from './inside-process.ts';
import { openPort } from './inside-thread.ts';
import { serve } from './serve.ts';

serve(isMainThread ? openPipes() : openPort(), innerEngines, confineSelf);
