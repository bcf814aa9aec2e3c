import { attack } from '../attack.ts';

/** Results and arguments that are instances of the web's classes, their prototypes, or records that look like them. */
export const escape = attack({
	grants: ['report', 'plain'],
	source: `
		const ways = [() => new URL('https://a'), () => new Headers({ a: 'b' }), () => new Response('x'), () => new Blob(['x']), () => new AbortController().signal, () => new ReadableStream(), () => URL.prototype, () => Object.create(URL.prototype), () => structuredClone({ a: new Map([[1, new Date(0)]]), b: new Error('e') }), () => new DOMException('a', 'b'), () => performance.toJSON(), () => [...new URLSearchParams('a=b')]];
		const told = [];
		for (const way of ways) { try { const value = way(); told.push(await plain.echo(value)); await report(value); console.log(value); } catch (error) { told.push(loot(error) ?? String(error)); } }
		return told.map((value) => (typeof value === 'string' ? value : loot(value) ?? 'copied'));
	`,
});
