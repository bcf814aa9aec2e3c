import { attack } from '../attack.ts';

/** Hashes, random numbers and the order of keys: whatever is seeded once for a process is common to all of its guests. */
export const escape = attack({
	grants: [],
	source: `
		const numbers = Array.from({ length: 8 }, () => Math.random());
		const made = [globalThis.crypto?.randomUUID?.(), globalThis.crypto?.getRandomValues?.(new Uint8Array(4))];
		return [numbers.every((value) => value >= 0 && value < 1), loot(globalThis.crypto), loot(made[1]), loot(Math.random)];
	`,
});
