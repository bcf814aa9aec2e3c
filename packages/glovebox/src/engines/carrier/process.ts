/**
 * The host's end of a carrier process's wire.
 *
 * Runs on: host.
 * Trusts: nothing of the child but what the kernel says of it: its end, its signal, its size.
 */
import type { Socket } from 'node:net';
import type { Exit } from '../../core/engine.ts';
import type { Launch } from '../confine/launch.ts';
import { type Child, type ChildEnd, spawnChild } from './child.ts';
import { processGauge } from './gauge.ts';
import { batch, type HostWire, intake } from './wire.ts';

/** As much of a dying child's last words as the host keeps. */
const stderrBytes = 4_096;
/** How long the sockets of a dead child may still bring what it wrote. */
const drainMs = 100;
/** What V8, isolated-vm and the C++ library print before they abort for want of memory. */
const outOfMemory = /heap out of memory|is_heap_oom|Allocation failed|out of memory|bad_alloc/i;

/**
 * A child with nothing in it: no environment but the launch's, no terminal, no descriptors but its wire, its life line and a bounded stderr.
 * It is no orphan, since the end of its wire ends it.
 */
export async function startProcess(launch: Launch, maxFrameBytes: number, hello?: () => Uint8Array): Promise<HostWire> {
	const child = launch.starts ? await launch.starts(launch, hello) : spawnChild(launch);
	if (launch.filter) child.sockets.filter?.end(launch.filter);
	return openWire(child, launch, maxFrameBytes);
}

// Size: the wire of one process; its functions share the process's state.
function openWire(child: Child, { findCarrier }: Launch, maxFrameBytes: number): HostWire {
	const { input, stderr, output, lifeLine, filter } = child.sockets;
	const sockets = [lifeLine, stderr, input, output, filter].filter((socket) => socket !== undefined);
	let over = false;
	let draining: NodeJS.Timeout | undefined;
	const say = batch((frames) => {
		if (!over) input?.write(frames);
	});
	const wire: HostWire = {
		say,
		onFrames: () => undefined,
		onDeath: () => undefined,
		kill,
		hold,
		pid,
		gauge: () => processGauge(pid()),
		program: child.program,
		isCopy: child.isCopy,
	};

	function pid(): number | undefined {
		return child.pid && findCarrier ? findCarrier(child.pid) : child.pid;
	}

	function kill(): void {
		if (over) return;
		over = true;
		clearTimeout(draining);
		child.kill();
		child.hold(false);
		for (const socket of sockets) socket.destroy();
	}

	function die(exit: Exit): void {
		if (over) return;
		kill();
		wire.onDeath(exit);
	}

	function hold(held: boolean): void {
		for (const socket of [input, output]) held ? socket?.ref() : socket?.unref();
		child.hold(held);
	}

	for (const socket of [lifeLine, stderr, filter]) socket?.unref();
	// A dead child's socket breaks before its end is told; its end says more.
	for (const socket of sockets) socket.on('error', () => undefined);
	output?.on('data', intake(wire, maxFrameBytes, die));
	// A child at its end closes its wire too, and how it ended says more.
	output?.once('end', () => setTimeout(die, drainMs, { reason: 'crashed', message: 'the carrier closed its wire' }).unref());
	const words = stderr ? keepWords(stderr) : () => '';
	child.onEnd = (end) => {
		const tell = () => die(readEnd(end, words()));
		if ('problem' in end) return tell();
		whenClosed([stderr, output], tell);
		// Where something else holds the sockets open, they never close.
		draining = setTimeout(tell, drainMs);
	};
	return wire;
}

function whenClosed(sockets: readonly (Socket | undefined)[], then: () => void): void {
	const open = new Set(sockets.filter((socket) => socket && !socket.closed));
	if (open.size === 0) return then();
	for (const socket of open) {
		socket?.once('close', () => {
			open.delete(socket);
			if (open.size === 0) then();
		});
	}
}

function keepWords(stderr: Socket): () => string {
	let words = '';
	stderr.on('data', (chunk: Buffer) => {
		if (words.length < stderrBytes) words = (words + chunk.toString()).slice(0, stderrBytes);
	});
	return () => words;
}

function readEnd(end: ChildEnd, words: string): Exit {
	if ('problem' in end) return { reason: 'crashed', message: end.problem };
	const how = end.signal === null ? `exit code ${end.code}` : `signal ${end.signal}`;
	const reason = outOfMemory.test(words) ? 'memory' : 'crashed';
	return { reason, message: words === '' ? how : `${how}: ${words}` };
}
