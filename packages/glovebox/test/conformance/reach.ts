/** Whatever a guest can reach is of its own realm. */
import assert from 'node:assert/strict';
import { hostFunction, PublicError } from 'glovebox';
import type { Promised } from './promise.ts';

/** Guest code that walks all it can reach from some roots and tells where a prototype chain ends in another realm. */
const walk = (roots: string) => `
	const objectPrototype = Object.prototype, functionPrototype = Function.prototype;
	const seen = new Set(), strange = [];
	const queue = [${roots}].map((value, i) => [value, 'root' + i]);
	while (queue.length > 0 && seen.size < 20_000) {
		const [value, path] = queue.shift();
		if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
		seen.add(value);
		let top = value, steps = 0;
		for (let next; (next = Object.getPrototypeOf(top)) !== null && steps++ < 50;) top = next;
		if (top !== objectPrototype && Object.getPrototypeOf(value) !== null) strange.push(path + ' has a prototype of another realm');
		if (typeof value === 'function' && !functionPrototype.isPrototypeOf(value) && value !== functionPrototype) strange.push(path + ' is a function of another realm');
		for (const key of Reflect.ownKeys(value)) {
			const { get, set, value: inner } = Object.getOwnPropertyDescriptor(value, key);
			for (const one of [get, set, inner]) queue.push([one, path + '.' + String(key)]);
		}
		queue.push([Object.getPrototypeOf(value), path + '.[[Prototype]]']);
	}
	seen.size > 500 ? strange : ['only ' + seen.size + ' objects seen'];
`;

/** Things a guest can put its hands on, and whose constructors it will try. */
const within: readonly (readonly [what: string, source: string])[] = [
	['the global object', 'globalThis'],
	['input', 'input'],
	['a global', 'given'],
	['a host function', 'api.value'],
	['a group of host functions', 'api'],
	['the promise of a host call', 'api.value()'],
	['the result of a host call', 'await api.value()'],
	['the result of a synchronous host call', 'now()'],
	['a public error of the host', 'await api.refuse().catch((e) => e)'],
	['the details of a public error', '(await api.refuse().catch((e) => e)).details'],
	['a hidden error of the host', 'await api.break().catch((e) => e)'],
	['an error about a refused argument', 'await api.value(() => 1).catch((e) => e)'],
	['a failed import', 'await import("nothing").catch((e) => e)'],
	['the promise of an import', '(() => { const p = import("nothing"); p.catch(() => {}); return p })()'],
	['the console', 'console'],
	['a method of the console', 'console.log'],
	['a timer function', 'setTimeout'],
	['what setTimeout returns', 'Object(setTimeout(() => {}, 1))'],
	['a stack overflow', '(() => { try { (function f() { f() })() } catch (e) { return e } })()'],
	[
		'a stack overflow inside a host function',
		'(() => { let last; (function f() { try { f() } catch (e) { last = e; try { now() } catch (x) { last = x } } })(); return last })()',
	],
	['an error of a built-in', '(() => { try { null.x } catch (e) { return e } })()'],
	['a syntax error in eval', '(() => { try { eval("let =") } catch (e) { return e } })()'],
	['an async function', '(async () => {})'],
	['a generator', '(function* () {})()'],
	['an async generator', '(async function* () {})()'],
	['the caller of a callback', '[1].map(function () { return this ?? globalThis })[0]'],
	['the this of a timer', 'await new Promise((done) => setTimeout(function () { done(this ?? globalThis) }, 1))'],
	['the arguments of a function', '(function () { return arguments })()'],
];

const capabilities = () => ({
	api: {
		value: () => ({ list: [1], map: new Map(), bytes: new Uint8Array(1), error: new Error('e'), date: new Date() }),
		refuse: () => {
			throw new PublicError('no', { details: { a: [1] } });
		},
		break: () => {
			throw new Error('hidden');
		},
	},
	now: hostFunction({ sync: true, handler: () => ({ x: [1] }) }),
});

const withinRows = within.map(
	([what, source]): Promised => ({
		says: `${what} leads to no process, no require and no other realm`,
		check: async ({ evaluate }) => {
			const options = { capabilities: capabilities(), input: { a: [1] }, globals: { given: { f: [new Date(0)] } } };
			const probe = `const it = ${source};
			const tried = [];
			for (const make of [it.constructor?.constructor, it.constructor, Object.getPrototypeOf(it)?.constructor?.constructor, (it.call ?? it.then ?? it.map)?.constructor]) {
				if (typeof make !== 'function') continue;
				try { tried.push(make('return [typeof process, typeof require, typeof module]')()?.join?.()) } catch {}
				try { tried.push(make === Function || make.prototype.constructor === make ? '' : 'strange ' + make.name) } catch {}
			}
			tried.filter((text) => typeof text === 'string' && text !== '' && text !== 'undefined,undefined,undefined')`;
			assert.deepEqual(await evaluate(probe, options), []);
		},
	}),
);

export const reach: readonly Promised[] = [
	...withinRows,
	{
		says: "everything that can be reached from the global is of the guest's own realm",
		check: async ({ evaluate }) => {
			const roots =
				'globalThis, input, given, await api.value(), api.value(), now(), await api.refuse().catch((e) => e), await api.break().catch((e) => e), async () => {}, function* () {}, async function* () {}';
			assert.deepEqual(
				await evaluate(walk(roots), { capabilities: capabilities(), input: { a: [new Map()] }, globals: { given: [new Error('g')] } }),
				[],
			);
		},
	},
];
