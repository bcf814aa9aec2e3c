/** What an escape file exports: a guest that tries to get at its host, and what the host gave it. */
import type { GrantSet } from './grants.ts';

export interface Attack {
	/** Which sets of host functions of `grants.ts` the guest gets; `[]` is none. */
	readonly grants: readonly GrantSet[];
	/**
	 * The guest, a function body (`return` and `await` work). `loot`, `reach` and `secretFile` are there, see `guest.ts`.
	 * What it got hold of it must return, throw, print or hand to a host function.
	 */
	readonly source: string;
	/** Becomes the guest's global `input`. */
	readonly input?: () => unknown;
	/** Data under names of their own on the guest's global. */
	readonly globals?: () => Readonly<Record<string, unknown>>;
	/** The modules that the guest may import. */
	readonly modules?: Readonly<Record<string, string>>;
	/** Another tenant's program, run before the guest: its `input` is the secret. */
	readonly before?: string;
	/** Another tenant's program, run after the guest: its `input` is the secret. */
	readonly victim?: string;
	/** The guest once more, after the victim. */
	readonly collect?: string;
	/** Runs the guest in a session; then the host calls `main(1)` and reads `result` in it. The source is a script then. */
	readonly session?: true;
}

/** Names the shape of an escape file's one export. */
export function attack(described: Attack): Attack {
	return described;
}
