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
import { Copier } from '../confine/copy-self.ts';
import { isZygote } from '../confine/zygote-order.ts';
import type { Frame } from './frame.ts';
import { openPipes } from './inside-process.ts';
import type { CarrierWire } from './wire.ts';

const file = process.argv[2] ?? '';
/** After the first copy, nobody waits for a zygote that nobody has asked for so long. */
const quietMs = 100;
const restMs = 2;
begin(openPipes());

async function begin(wire: CarrierWire): Promise<void> {
	beginConfined(wire);
	const [first, ...others] = wire.receive();
	if (first === undefined) return;
	const isSent = first.type === 'program';
	const program = isSent ? load(file, compile(file, first.text, first.blobs[0])) : await loadFile();
	const frames = isSent ? others : [first, ...others];
	if (process.argv.includes(isZygote)) await copyOnDemand(program, frames[0] ?? wire.receive()[0]);
	else await program.serveOn(wire, frames);
}

async function loadFile(): Promise<CarrierProgram> {
	if (!file.endsWith('.ts')) return load(file, compile(file, readFileSync(file, 'utf8')));
	// A checkout without a disk to keep bundles on.
	return import(file) as Promise<CarrierProgram>;
}

/** This process loads the engine; its copies serve. */
async function copyOnDemand(program: CarrierProgram, hello: Frame | undefined): Promise<void> {
	// What goes wrong here goes wrong again in each copy, which tells its host.
	if (hello) await program.warmUp(hello).catch(() => undefined);
	await rest();
	const copier = new Copier();
	if (!copier.work(quietMs)) {
		await program.practise().catch(() => undefined);
		await rest();
		copier.work();
	}
	const wire = openPipes();
	beginConfined(wire);
	await program.serveOn(wire, []);
}

/**
 * Until V8's helpers are done with what they were given: a lock that one of them held would be held in a copy for good. The event loop is
 * made anew in copies, which must not be while it waits, and what follows comes after it has.
 */
function rest(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, restMs));
}
