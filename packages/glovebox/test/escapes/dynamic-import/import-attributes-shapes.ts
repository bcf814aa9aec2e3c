import { attack } from '../attack.ts';

/** Attributes of an import as proxies, lists, and records with odd keys; phases and assertions of older and newer forms. */
export const escape = attack({
	grants: [],
	source: `
		const told = [];
		const shapes = [{ with: { type: 'json' } }, { with: new Proxy({}, { ownKeys: () => ['type'], getOwnPropertyDescriptor: () => ({ value: 'x', enumerable: true, configurable: true }), get: () => 'json' }) }, { with: { type: 1 } }, { assert: { type: 'json' } }, { with: { __proto__: null, type: 'bytes' } }, { with: { type: 'css', other: 'x' } }, null, 1, { with: 'x' }];
		for (const shape of shapes) { try { told.push(await import('node:fs', shape)); } catch (error) { told.push(error); } }
		return told.map((value) => loot(value) ?? loot(value.default)).find(Boolean);
	`,
});
