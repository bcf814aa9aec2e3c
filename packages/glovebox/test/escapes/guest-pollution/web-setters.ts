import { attack } from '../attack.ts';

/** Setters and getters on the shared prototypes for the words that scripts of the web use, before the first of them is evaluated. */
export const escape = attack({
	grants: ['plain'],
	source: `
		let got;
		let busy = false;
		const look = (value) => { if (busy) return; busy = true; try { got ??= loot(value) ?? (typeof value?.use === 'function' ? loot(value.use) : undefined); } catch {} busy = false; };
		const keys = ['use', 'now', 'origin', 'setTimeout', 'report', 'granted', 'default', 'value', 'get', 'set', 'configurable', 'enumerable', 'web', '__esModule', 'type', 'signal', 'body', 'href', 'reason', '0', '1'];
		const undo = [];
		for (const key of keys) { if (['get', 'set', 'value', 'configurable', 'enumerable'].includes(key)) continue; Object.defineProperty(Object.prototype, key, { configurable: true, get() { look(this); return undefined; }, set(value) { look(value); look(this); Object.defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true }); } }); undo.push(() => delete Object.prototype[key]); }
		const told = [];
		for (const name of ['URLSearchParams', 'Request', 'File', 'TransformStream', 'TextEncoderStream', 'URLPattern', 'DOMException', 'btoa', 'performance']) { try { told.push(typeof globalThis[name]); } catch (error) { told.push(loot(error)); } }
		for (const each of undo) each();
		return [got, told];
	`,
});
