/**
 * Starts a carrier process and holds the host's end of its pipes.
 *
 * Runs on: host.
 * Trusts: nothing of the child but what the kernel says of it: its end, its signal, its size.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Exit } from '../../core/engine.ts';
import type { Launch } from '../confine/launch.ts';
import { processGauge } from './gauge.ts';
import { withoutInheritance } from './inheritance.ts';
import { batch, type HostWire, intake } from './wire.ts';

/** As much of a dying child's last words as the host keeps. */
const stderrBytes = 4_096;
/** How long the pipes of a dead child may still bring what it wrote. */
const drainMs = 100;
/** What V8, isolated-vm and the C++ library print before they abort for want of memory. */
const outOfMemory = /heap out of memory|is_heap_oom|Allocation failed|out of memory|bad_alloc/i;

/**
 * A child with nothing in it: no environment but the launch's, no terminal, no descriptors but its wire, its life line and a bounded stderr.
 * It leads a session of its own, so that the terminal's Ctrl-C is the host's alone; it is no orphan, since the end of its wire ends it.
 */
export function startProcess(launch: Launch, maxFrameBytes: number): HostWire {
	const { file, args, environment = {}, filter, findCarrier } = launch;
	const child = withoutInheritance(['pipe', filter ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe'], (stdio) =>
		spawn(file, args, { stdio, env: environment, cwd: '/', detached: true }),
	);
	// Out of descriptors, there are no pipes; the error that says so is on its way.
	const [output, filterInput, stderr, input, lifeLine] = (child.stdio ?? []) as unknown as (Socket | null | undefined)[];
	if (filter) filterInput?.end(filter);
	const sockets = [lifeLine, stderr, output, input, filterInput].filter((socket) => socket instanceof Socket);
	let over = false;
	let draining: NodeJS.Timeout | undefined;
	const say = batch((frames) => {
		if (!over) output?.write(frames);
	});
	const wire: HostWire = { say, onFrames: () => undefined, onDeath: () => undefined, kill, hold, pid, gauge: () => processGauge(pid()) };

	function pid(): number | undefined {
		return child.pid && findCarrier ? findCarrier(child.pid) : child.pid;
	}

	function kill(): void {
		if (over) return;
		over = true;
		clearTimeout(draining);
		child.kill('SIGKILL');
		for (const socket of sockets) socket.destroy();
		child.unref();
	}

	function die(exit: Exit): void {
		if (over) return;
		kill();
		wire.onDeath(exit);
	}

	function hold(held: boolean): void {
		for (const handle of [input, output, child]) held ? handle?.ref() : handle?.unref();
	}

	for (const socket of [lifeLine, stderr, filterInput]) socket?.unref();
	// A dead child's pipe breaks before its end is told; its end says more.
	for (const socket of sockets) socket.on('error', () => undefined);
	input?.on('data', intake(wire, maxFrameBytes, die));
	// A child at its end closes its wire too, and how it ended says more.
	input?.once('end', () => setTimeout(die, drainMs, { reason: 'crashed', message: 'the carrier closed its wire' }).unref());
	const words = stderr ? keepWords(stderr) : () => '';
	child.on('error', ({ message }) => die({ reason: 'crashed', message }));
	child.once('exit', (code, signal) => {
		const end = () => die(readEnd(code, signal, words()));
		child.once('close', end);
		// Where something else holds the pipes open, they never close.
		draining = setTimeout(end, drainMs);
	});
	return wire;
}

function keepWords(stderr: Socket): () => string {
	let words = '';
	stderr.on('data', (chunk: Buffer) => {
		if (words.length < stderrBytes) words = (words + chunk.toString()).slice(0, stderrBytes);
	});
	return () => words;
}

function readEnd(code: number | null, signal: NodeJS.Signals | null, words: string): Exit {
	const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
	const reason = outOfMemory.test(words) ? 'memory' : 'crashed';
	return { reason, message: words === '' ? how : `${how}: ${words}` };
}
