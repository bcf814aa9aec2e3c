/**
 * Observes the guest of a nodeVm realm through V8's own inspector, in the guest's thread.
 *
 * Runs on: inside a carrier, whose thread is the guest's alone.
 */
import { Session } from 'node:inspector';
import type { Observation } from '../../core/engine.ts';
import type { Message } from '../../core/message.ts';
import { reportMessage } from '../../core/observe.ts';
import { guestCoverage, type RawCoverage } from '../observe/coverage.ts';
import type { ObservedFiles } from '../observe/files.ts';
import { guestProfile, type RawProfile } from '../observe/profile.ts';

const samplingMicroseconds = 200;

/** Starts to observe whatever runs on this thread. What it gives back ends that, and says what was observed. */
export function startObserver(wanted: readonly Observation[]): (files: ObservedFiles) => Promise<Message> {
	const [profiles, covers, writes] = (['profile', 'coverage', 'heapSnapshot'] as const).map((name) => wanted.includes(name));
	const session = new Session();
	session.connect();
	if (profiles || covers) ask(session, 'Profiler.enable');
	if (covers) ask(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true });
	if (profiles) ask(session, 'Profiler.setSamplingInterval', { interval: samplingMicroseconds });
	if (profiles) ask(session, 'Profiler.start');
	return async (files) => {
		const profile = profiles && ask<{ profile: RawProfile }>(session, 'Profiler.stop').profile;
		const counts = covers && ask<{ result: RawCoverage[] }>(session, 'Profiler.takePreciseCoverage').result;
		const heapSnapshot = writes && (await writeHeap(session));
		session.disconnect();
		return reportMessage({
			...(profile && { profile: guestProfile(profile, files) }),
			...(counts && { coverage: guestCoverage(counts, files) }),
			...(heapSnapshot && { heapSnapshot }),
		});
	};
}

/** V8 answers a session of its own thread before `post` returns. */
function ask<T>(session: Session, method: string, parameters: object = {}): T {
	const answer: { result?: T; error?: Error } = {};
	session.post(method, parameters, (error: Error | null, result?: object) => {
		if (error) answer.error = error;
		else answer.result = result as T;
	});
	if (answer.result === undefined) throw new Error(`V8 did not answer ${method}`, { cause: answer.error });
	return answer.result;
}

/** This one takes turns of the event loop. */
async function writeHeap(session: Session): Promise<Uint8Array> {
	const chunks: string[] = [];
	session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => void chunks.push(params.chunk));
	await new Promise<void>((resolve, reject) => {
		session.post('HeapProfiler.takeHeapSnapshot', (error) => (error ? reject(error) : resolve()));
	});
	return new TextEncoder().encode(chunks.join(''));
}
