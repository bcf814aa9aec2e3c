/**
 * CPU profiles as isolated-vm 7.0.1 makes them: one for each time that the isolate was entered, places counted from 1, and times of
 * samples counted from each one's beginning.
 *
 * Runs on: host, or inside a carrier.
 */
import type { RawProfile } from '../observe/profile.ts';

/** One profile of all of them, as V8's inspector would have made it. */
export function joinProfiles(entered: readonly RawProfile[]): RawProfile {
	const rootId = 1;
	const nodes: RawProfile['nodes'][number][] = [];
	const samples: { readonly id: number; readonly at: number }[] = [];
	const tops: number[] = [];
	for (const profile of entered) {
		const shift = nodes.length + rootId;
		for (const { id, callFrame, children = [] } of profile.nodes) {
			const { scriptId, lineNumber, columnNumber } = callFrame;
			const place = { scriptId: String(scriptId), lineNumber: lineNumber - 1, columnNumber: columnNumber - 1 };
			nodes.push({ id: id + shift, callFrame: { ...callFrame, ...place }, children: children.map((child) => child + shift) });
		}
		const [top] = profile.nodes;
		if (top) tops.push(top.id + shift);
		const times = profile.timeDeltas ?? [];
		for (const [index, id] of (profile.samples ?? []).entries())
			samples.push({ id: id + shift, at: profile.startTime + (times[index] ?? 0) });
	}
	samples.sort((a, b) => a.at - b.at);
	const startTime = Math.min(...entered.map((profile) => profile.startTime));
	const callFrame = { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };
	return {
		nodes: [{ id: rootId, callFrame, children: tops }, ...nodes],
		startTime,
		endTime: Math.max(...entered.map(({ endTime }) => endTime)),
		samples: samples.map(({ id }) => id),
		timeDeltas: samples.map(({ at }, index) => at - (samples[index - 1]?.at ?? startTime)),
	};
}
