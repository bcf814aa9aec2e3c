import { attack } from '../attack.ts';

/** Web classes are written in the host's realm: each one, if it is there, is a door. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['URL', 'URLSearchParams', 'TextEncoder', 'Blob', 'AbortController', 'Event', 'EventTarget', 'MessageChannel', 'BroadcastChannel', 'Headers', 'FormData', 'ReadableStream', 'WebSocket', 'Worker', 'Storage', 'CompressionStream', 'CustomEvent', 'Navigator', 'PerformanceObserver', 'crypto'];
		return names.map((name) => loot(globalThis[name])).find(Boolean);
	`,
});
