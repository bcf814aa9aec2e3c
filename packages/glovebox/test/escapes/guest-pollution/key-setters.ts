import { attack } from '../attack.ts';

/** Setters on Object.prototype for the keys that a bridge would use. */
export const escape = attack({
	grants: ['plain', 'direct'],
	source: `
		let got;
		const keys = ['id', 'path', 'args', 'resolve', 'reject', 'promise', 'value', 'post', 'ask', 'send', 'text', 'blobs', 'handler', 'callback', 'result', 'error', 'done', '0', '1', '2'];
		for (const key of keys) Object.defineProperty(Object.prototype, key, { configurable: true, get() { return undefined; }, set(value) { got ??= loot(value); Object.defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true }); } });
		const calls = [];
		try { calls.push(plain.add(1, 2)); direct.sum(1); console.log('x'); setTimeout(() => {}, 1); } finally { for (const key of keys) delete Object.prototype[key]; }
		await Promise.allSettled(calls);
		return got;
	`,
});
