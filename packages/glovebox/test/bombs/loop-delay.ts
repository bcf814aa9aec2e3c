/**
 * How late the event loop of this thread is, less what the thread waited for a processor that others had: the first is what a guest
 * does to its host, the second is the machine. Both are the kernel's own figures.
 */
import { closeSync, openSync, readSync } from 'node:fs';

const everyMs = 1;

export interface LoopDelay {
	readonly p99Ms: number;
	readonly mostMs: number;
}

/** Starts to measure; the function it gives back ends that. */
export function measureLoop(): () => LoopDelay {
	const waited = openRunQueue();
	const lates: number[] = [];
	let tickAt = performance.now();
	let waitedMs = waited.ms();
	const tick = () => {
		const now = performance.now();
		const nowWaitedMs = waited.ms();
		lates.push(Math.max(0, now - tickAt - everyMs - (nowWaitedMs - waitedMs)));
		tickAt = now;
		waitedMs = nowWaitedMs;
	};
	const timer = setInterval(tick, everyMs);
	return () => {
		clearInterval(timer);
		// What is late at the very end counts.
		tick();
		waited.close();
		lates.sort((one, other) => one - other);
		return { p99Ms: lates[Math.floor(lates.length * 0.99)] ?? 0, mostMs: lates.at(-1) ?? 0 };
	};
}

/** How long this thread was ready to run and did not; always 0 where the kernel does not count that. */
function openRunQueue(): { ms(): number; close(): void } {
	try {
		const file = openSync('/proc/thread-self/schedstat', 'r');
		const bytes = Buffer.alloc(128);
		return {
			ms: () => Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0)).split(' ')[1]) / 1e6,
			close: () => closeSync(file),
		};
	} catch {
		return { ms: () => 0, close: () => undefined };
	}
}
