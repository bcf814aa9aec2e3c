import { attack } from '../attack.ts';

/** Names under which bridges leave their handles for the bootstrap, and forget them. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['_ivm', 'ivm', '$0', '$1', '_log', '_report', 'global', '__host', '__bridge', 'hostCall', '__hostCall', 'bridge', '__glovebox', 'glovebox', 'applySync', '_reference', 'post', 'ask', 'handle', 'vm', '__run', '__runHost'];
		return names.filter((name) => name in globalThis).map((name) => loot(globalThis[name]) ?? loot(globalThis[name]?.applySync) ?? loot(globalThis[name]?.getSync?.('constructor')));
	`,
});
