import { attack } from '../attack.ts';

/** Modules that nobody thinks of: repl, test, sqlite, v8, trace_events, wasi. */
export const escape = attack({
	grants: ['loader'],
	source: `
		for (const name of ['repl', 'node:test', 'node:sqlite', 'v8', 'trace_events', 'wasi', 'util', 'events', 'stream', 'diagnostics_channel', 'async_hooks', 'cluster']) {
			let found;
			try { found = await loader.load(name); } catch {}
			const got = found && loot(found);
			if (got) return got;
		}
	`,
});
