import { attack } from '../attack.ts';

/** Names of a worker's or a child's own world: ports, data, channels, the message loop. */
export const escape = attack({
	grants: [],
	source: `
		const names = ['parentPort', 'workerData', 'postMessage', 'onmessage', 'self', 'importScripts', 'close', 'threadId', 'receiveMessageOnPort', 'markAsUntransferable', 'send', 'connected', 'channel', 'moveMessagePortToContext', 'BroadcastChannel', 'EventTarget', 'addEventListener', 'dispatchEvent', 'navigator', 'location', 'scheduler', 'reportError', 'AsyncContext', 'AsyncLocalStorage', 'domain'];
		const found = names.filter((name) => name in globalThis);
		return [found, found.map((name) => loot(globalThis[name]) ?? loot(globalThis[name]?.prototype)).find(Boolean)];
	`,
});
