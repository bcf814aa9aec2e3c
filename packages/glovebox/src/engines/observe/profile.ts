/**
 * A CPU profile of V8's, with nothing in it but the guest: its functions at their places in its own text, and what V8 did for it.
 *
 * Runs on: host, or inside a carrier.
 */
import type { CpuProfile, ProfileNode } from '../../core/observe.ts';
import { nameOf, type ObservedFiles } from './files.ts';

/** As V8 gives it. */
export interface RawProfile extends Omit<CpuProfile, 'nodes' | 'samples' | 'timeDeltas'> {
	readonly nodes: readonly (Omit<ProfileNode, 'hitCount' | 'children'> & Partial<Pick<ProfileNode, 'hitCount' | 'children'>>)[];
	readonly samples?: readonly number[];
	readonly timeDeltas?: readonly number[];
}

type RawNode = RawProfile['nodes'][number];

/** Takes out the frames of whatever runs the guest; their time is their caller's. */
export function guestProfile(raw: RawProfile, files: ObservedFiles): CpuProfile {
	const byId = new Map(raw.nodes.map((node) => [node.id, node]));
	const kept = new Map<number, { node: ProfileNode; children: number[] }>();
	/** Which of the nodes that stay each node's time is counted for. */
	const counted = new Map<number, number>();
	const [root] = raw.nodes;
	const open: [node: RawNode, parent: number | undefined][] = root ? [[root, undefined]] : [];
	for (let next = open.pop(); next; next = open.pop()) {
		const [node, parent] = next;
		const stays = parent === undefined || isShown(node, files);
		const at = stays ? node.id : parent;
		if (stays) {
			const children: number[] = [];
			kept.set(node.id, { node: { id: node.id, callFrame: placed(node.callFrame, files), hitCount: 0, children }, children });
			if (parent !== undefined) kept.get(parent)?.children.push(node.id);
		}
		counted.set(node.id, at);
		for (const id of node.children ?? []) {
			const child = byId.get(id);
			if (child) open.push([child, at]);
		}
	}
	const samples = (raw.samples ?? []).map((id) => counted.get(id) ?? (root?.id as number));
	const hits = new Map<number, number>();
	for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
	const nodes = [...kept.values()].map(({ node }) => ({ ...node, hitCount: hits.get(node.id) ?? 0 }));
	return { nodes, startTime: raw.startTime, endTime: raw.endTime, samples, timeDeltas: raw.timeDeltas ?? [] };
}

/** The guest's functions, and what has no file: `(garbage collector)`, and functions of V8 that the guest called. */
function isShown({ callFrame: { url, functionName } }: RawNode, files: ObservedFiles): boolean {
	return (
		nameOf(url, files) !== undefined || (url === '' && /^\(.*\)$/.test(functionName) && !/^\((?:root|anonymous)\)$/.test(functionName))
	);
}

function placed(frame: ProfileNode['callFrame'], files: ObservedFiles): ProfileNode['callFrame'] {
	const { functionName, scriptId } = frame;
	const url = nameOf(frame.url, files) ?? '';
	const place = files.get(url)?.positions.original(frame.lineNumber + 1, frame.columnNumber + 1);
	const [lineNumber, columnNumber] = place ? [place.line - 1, place.column - 1] : [-1, -1];
	return { functionName, scriptId, url, lineNumber, columnNumber };
}
