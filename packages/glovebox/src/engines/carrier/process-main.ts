/**
 * Where a carrier process begins: it closes itself off, opens its wire, and loads its program, which is the one argument of its command
 * line unless the host sends it.
 *
 * Runs on: carrier process.
 * Trusts: the host, which starts it.
 */
import { readFileSync } from 'node:fs';
import { beginConfined } from '../confine/begin-confined.ts';
import { type CarrierProgram, compile, load } from './compile.ts';
import { openPipes } from './inside-process.ts';

const file = process.argv[2] ?? '';
const wire = openPipes();
beginConfined(wire);
const [first, ...others] = wire.receive();
const isSent = first?.type === 'program';
const frames = [first, ...others].filter((frame) => frame !== undefined);
if (isSent) load(file, compile(file, first.text, first.blobs[0])).serveOn(wire, others);
else if (!file.endsWith('.ts')) load(file, compile(file, readFileSync(file, 'utf8'))).serveOn(wire, frames);
// A checkout without a disk to keep bundles on.
else import(file).then(({ serveOn }: CarrierProgram) => serveOn(wire, frames));
