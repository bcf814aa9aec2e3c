/**
 * A carrier whose guests are the carrier: an engine that evaluates a program with all that Node has, in place of the real ones.
 *
 * Runs on: carrier process, confined.
 */
import { openPipes } from '../../src/engines/carrier/inside-process.ts';
import { serve } from '../../src/engines/carrier/serve.ts';
import { beginConfined } from '../../src/engines/confine/begin-confined.ts';
import { Copier } from '../../src/engines/confine/copy-self.ts';
import { isZygote } from '../../src/engines/confine/zygote-order.ts';
import { sealSelf } from '../../src/engines/confine/seal.ts';
import { evaluator } from '../carrier/evaluator.ts';

let wire = openPipes();
beginConfined(wire);
if (process.argv.includes(isZygote)) {
	wire.receive();
	await new Promise((resolve) => setImmediate(resolve));
	new Copier().work();
	wire = openPipes();
	beginConfined(wire);
}
await serve(wire, { engines: new Map([['waiting', async () => evaluator('waiting')]]), seal: sealSelf });
