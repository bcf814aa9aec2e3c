import { attack } from '../attack.ts';

/** The errors of the web's classes, each refusing something else: whose are they, and what do their stacks tell? */
export const escape = attack({
	grants: [],
	source: `
		const ways = [() => new URL('x'), () => atob('*'), () => btoa('\\u0100'), () => structuredClone(() => {}), () => structuredClone({}, { transfer: [1] }), () => new TextDecoder('nothing'), () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])), () => new Headers({ 'a b': 'c' }), () => new Request('x'), () => new Response('x', { status: 1 }), () => new Event(), () => new AbortSignal(), () => AbortSignal.abort().throwIfAborted(), () => new ReadableStream({ type: 'x' }), () => URL.prototype.href, () => new FormData().append(), () => new Blob(1), () => new URLPattern('('), () => performance.now.call({}), () => new EventTarget().addEventListener.call({}, 'x', 1)];
		const errors = ways.map((way) => { try { return way(); } catch (error) { return error; } });
		return errors.map((error) => loot(error) ?? loot(error?.constructor) ?? error?.stack);
	`,
});
