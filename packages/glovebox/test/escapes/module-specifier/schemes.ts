import { attack } from '../attack.ts';

/** Every scheme that a loader may know. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		for (const text of ['node:process', 'node:module', 'npm:glovebox', 'http://127.0.0.1:1/x.js', 'https://127.0.0.1:1/', 'blob:nodedata:1', 'wasm:x', 'embedder:x', '#internal', 'glovebox', 'glovebox/engines', 'glovebox:prelude', 'internal/process']) { try { told.push(await import(text)); } catch (error) { told.push(error.message); } }
		return told.map((value) => (typeof value === 'string' ? value.length : loot(value) ?? loot(value.default)));
	`,
});
