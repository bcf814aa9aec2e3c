import { attack } from '../attack.ts';

/** Instances of every web class: their prototypes, internal slots as symbols, statics, iterators and what their methods give back. */
export const escape = attack({
	grants: [],
	source: `
		const found = [];
		const make = [() => new URL('https://a:b@c/d?e#f'), () => new URLSearchParams('a=b'), () => new Headers({ a: 'b' }), () => new Request('https://a'), () => new Response('x'), () => new Blob(['x']), () => new FormData(), () => new TextDecoder(), () => new TextEncoder(), () => new AbortController(), () => AbortSignal.abort(), () => AbortSignal.timeout(1), () => new Event('x'), () => new EventTarget(), () => new ReadableStream(), () => new TransformStream(), () => structuredClone(new Map([[1, { a: 1 }]])), () => performance, () => new URLPattern({}), () => new DOMException('x')];
		for (const each of make) {
			try {
				const made = each();
				for (let at = made; at; at = Object.getPrototypeOf(at)) for (const key of Reflect.ownKeys(at)) { const { value, get } = Object.getOwnPropertyDescriptor(at, key); found.push(value, get); try { found.push(typeof value === 'function' && key !== 'constructor' ? value.call(made) : get?.call(made)); } catch (error) { found.push(error); } }
			} catch (error) { found.push(error); }
		}
		for (const value of found) value?.catch?.(() => {});
		return [found.length, found.map((value) => (value === Object(value) ? loot(value) : undefined)).find((text) => typeof text === 'string')];
	`,
});
