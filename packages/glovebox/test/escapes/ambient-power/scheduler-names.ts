import { attack } from '../attack.ts';

/** Everything that runs code later: `queueMicrotask`, `setImmediate`, `requestIdleCallback`, `scheduler`, `process.nextTick`, and their handles. */
export const escape = attack({
	grants: [],
	source: `
		const found = [];
		for (const name of ['queueMicrotask', 'setImmediate', 'requestIdleCallback', 'requestAnimationFrame', 'setInterval', 'clearTimeout', 'clearInterval', 'clearImmediate']) {
			const each = globalThis[name];
			if (typeof each !== 'function') continue;
			found.push(loot(each));
			try { const handle = each(function later() { found.push(loot(this), loot(later.caller)); }, 1); found.push(loot(handle)); globalThis.clearInterval?.(handle); } catch (error) { found.push(loot(error)); }
		}
		await new Promise((done) => setTimeout(done, 10));
		return found.find(Boolean);
	`,
});
