import { attack } from '../attack.ts';

/** Globals of the web are made when they are touched: after every intrinsic was wrapped to see what their makers pass around. */
export const escape = attack({
	grants: ['plain'],
	source: `
		const { apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
		const seen = [];
		let got;
		let busy = false;
		const look = (value) => {
			if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.length > 400) return;
			if (typeof value === 'function' ? value.constructor !== Function : 'use' in value || 'granted' in value || 'report' in value) seen.push(value);
		};
		const spy = (original) => function (...args) { if (!busy) { busy = true; try { look(this); for (let i = 0; i < args.length; i++) look(args[i]); } catch {} busy = false; } return new.target ? construct(original, args, new.target) : apply(original, this, args); };
		for (const name of ['Object', 'Array', 'Function', 'Promise', 'Map', 'Set', 'WeakMap', 'String', 'Symbol', 'Error', 'RegExp', 'JSON', 'Uint8Array']) {
			for (const owner of [globalThis[name], globalThis[name].prototype ?? {}]) for (const key of ownKeys(owner)) {
				const descriptor = getOwnPropertyDescriptor(owner, key);
				if (key === 'constructor' || key === 'prototype' || typeof descriptor.value !== 'function' || !descriptor.configurable) continue;
				try { defineProperty(owner, key, { ...descriptor, value: spy(descriptor.value) }); } catch {}
			}
		}
		const told = [];
		for (const name of ['URLPattern', 'TextDecoder', 'Headers', 'Response', 'ReadableStream', 'FormData', 'EventTarget', 'Blob', 'CustomEvent', 'atob']) { try { const Kind = globalThis[name]; told.push(loot(Kind)); new Kind('a', 'https://a'); } catch (error) { told.push(loot(error)); } }
		busy = true;
		const text = (value) => (typeof value === 'string' ? value : undefined);
		for (const value of seen) { got ??= text(loot(value)); try { value.use?.('nothing of that name'); } catch (error) { got ??= text(loot(error)) ?? error.stack; } }
		return [got, told.map(text).find(Boolean), seen.filter((value) => value.use !== undefined).length];
	`,
});
