import { attack } from '../attack.ts';

/** Helpers that newer engines add: `Array.fromAsync`, `Promise.try`, `Iterator.concat`, `Error.isError`, `Math.sumPrecise`, base64 of bytes. */
export const escape = attack({
	grants: [],
	source: `
		const made = [];
		const ways = [() => Array.fromAsync([1]), () => Promise.try(() => 1), () => Promise.withResolvers(), () => Iterator.from([1]), () => Iterator.concat([1], [2]), () => Iterator.prototype.constructor, () => Error.isError, () => Math.sumPrecise, () => new Uint8Array(2).toBase64, () => Uint8Array.fromHex, () => RegExp.escape, () => Map.groupBy, () => Object.groupBy, () => Atomics.pause, () => Symbol.dispose, () => new SuppressedError(1, 2), () => new FinalizationRegistry(() => {}), () => new WeakRef({}), () => Float16Array, () => Reflect];
		for (const way of ways) { try { const value = way(); made.push(loot(value), loot(await value)); } catch (error) { made.push(loot(error)); } }
		return made.find(Boolean);
	`,
});
