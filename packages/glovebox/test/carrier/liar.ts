/** A child that starts as a carrier does, then says on its wire what no carrier says. `liar.ts <when> <lie>`. */
import { writeSync } from 'node:fs';
import { encodeFrame } from '../../src/engines/carrier/frame.ts';
import { openPipes } from '../../src/engines/carrier/inside-process.ts';
import { descriptors } from '../../src/engines/carrier/wire.ts';
import { lies } from './lies.ts';

const [when, name = ''] = process.argv.slice(2);
const wire = openPipes();
wire.receive();
const half = encodeFrame('message', 1, 'x'.repeat(100)).subarray(0, 50);
const lie = name === 'half a frame' ? half : (lies[name] ?? new Uint8Array());
// A lie, then silence: only the host can end this process.
if (when === 'at start') writeSync(descriptors.output, lie);
else {
	wire.send(encodeFrame('ready', 0, '{"protocol":1}'));
	wire.receive();
	writeSync(descriptors.output, lie);
}
wire.listen(() => undefined);
