/** What a bomb is run in that is no engine of ours. */
import type { Bomb } from '../bomb.ts';

/** How its run ended, in the peer's own words; only whether the host was harmed is judged. */
export interface PeerEnding {
	readonly ending: string;
	readonly message: string;
}

export type Peer = (bomb: Bomb, wallMs: number) => Promise<PeerEnding>;

/** What a user of any of them would ask for. */
export const peerMemoryBytes = 64 * 2 ** 20;

/** By the name that the command line and the scoreboard use; loaded where they are used. */
export const peers: ReadonlyMap<string, () => Promise<Peer>> = new Map([
	['peer isolated-vm', async () => (await import('./isolated-vm.ts')).isolatedVmPeer],
	['peer run', async () => (await import('./run.ts')).runPeer],
]);

/** The functions of `grants.ts`, as a peer takes them. */
export const peerGrants = {
	echo: (value: unknown) => value,
	take: () => undefined,
	later: () => new Promise((resolve) => setTimeout(resolve, 1, 1)),
	never: () => new Promise(() => undefined),
	now: () => 1,
} as const;
