import { attack } from '../attack.ts';

/** A timer that takes text evaluates it, where it does, in the realm of the timer. */
export const escape = attack({
	grants: [],
	source: `
		globalThis.kept = undefined;
		try { setTimeout('globalThis.kept = typeof process === "object" ? process.env.GLOVEBOX_SECRET : 0', 0); } catch {}
		await new Promise((done) => setTimeout(done, 20));
		return globalThis.kept;
	`,
});
