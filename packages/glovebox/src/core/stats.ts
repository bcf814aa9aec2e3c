/** What a sandbox holds at this moment. */
export interface SandboxStats {
	readonly carriers: { readonly busy: number; readonly idle: number; readonly starting: number };
	readonly sessions: number;
	/** Runs that wait for a carrier. */
	readonly queue: number;
	/** Memory that carriers hold, sessions' left out; `undefined` where it cannot be told from the host's own. */
	readonly bytes: number | undefined;
	/** Messages that came when nobody listened any more, and were dropped. */
	readonly lateMessages: number;
	/** Realms opened since the sandbox was made. */
	readonly realms: number;
}
