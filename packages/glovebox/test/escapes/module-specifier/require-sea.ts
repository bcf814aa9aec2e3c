import { attack } from '../attack.ts';

/** Modules that came late to Node: `sea`, `test/reporters`, `inspector/promises`, `wasi`, `ffi`, `quic`, `zlib` with their own doors. */
export const escape = attack({
	grants: [],
	source: `
		const found = [];
		for (const name of ['node:sea', 'node:ffi', 'node:test/reporters', 'inspector/promises', 'node:quic', 'node:vfs', 'fs/promises', 'path/posix', 'timers/promises', 'stream/consumers', 'diagnostics_channel', 'async_hooks', 'perf_hooks', 'os', 'cluster']) { try { const loaded = await import(name); found.push(loot(loaded), loot(loaded.default)); } catch (error) { found.push(loot(error)); } try { found.push(loot(globalThis.process?.getBuiltinModule?.(name))); } catch {} }
		return found.find(Boolean);
	`,
});
