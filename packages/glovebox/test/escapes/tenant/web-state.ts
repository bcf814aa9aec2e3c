import { attack } from '../attack.ts';

/** What an earlier tenant put on the web's classes, which may be in an image that all realms are made of. */
export const escape = attack({
	grants: [],
	before: `
		for (const name of ['URL', 'AbortController', 'TextEncoder', 'structuredClone', 'performance', 'Headers', 'ReadableStream', 'EventTarget']) { try { globalThis[name].token = input; Object.getPrototypeOf(globalThis[name]).token = input; globalThis[name].prototype.token = input; } catch {} }
		performance.mark?.(input);
		globalThis.kept = new URL('https://a/?' + input);
		return 1;
	`,
	source: `
		const found = ['URL', 'AbortController', 'TextEncoder', 'structuredClone', 'performance', 'Headers', 'ReadableStream', 'EventTarget'].flatMap((name) => [globalThis[name]?.token, globalThis[name]?.prototype?.token]);
		return [found, performance.getEntries?.(), performance.toJSON?.(), globalThis.kept?.href];
	`,
});
