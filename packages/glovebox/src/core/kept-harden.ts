/**
 * The first script of a kept realm: makes `harden`, and freezes every intrinsic with it before any other code is there.
 *
 * Runs on: guest. The functions are sent as text, so they use one another and nothing else of this module.
 * Trusts: the fresh realm. What they leave behind is frozen, so that no code of the guest's can turn a later look-up against them.
 *
 * It puts `harden(value)` on the global, which freezes `value` and all that is reachable from it, and returns it. Calls of a kept
 * realm see one another through nothing but what the program itself keeps, so these go: the last match, which V8 keeps on
 * `RegExp`, and timers, which would fire during another call.
 */

import { quickenRegExps, regExpParts } from './kept-regexp.ts';

function isObject(value: unknown): value is object {
	return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/**
 * Turns a property to an accessor that behaves as a writable one does for whoever inherits it: a frozen data property would forbid
 * `record.toString = …` and `error.name = …`.
 */
function allowOverride(owner: object, key: PropertyKey, { value, enumerable = false }: PropertyDescriptor): void {
	const inherited = {
		get() {
			return value;
		},
		set(this: unknown, next: unknown) {
			if (this === owner || !isObject(this)) throw new TypeError(`Cannot assign to read only property '${String(key)}'`);
			const change = Object.hasOwn(this, key) ? { value: next } : { value: next, writable: true, enumerable: true, configurable: true };
			if (!Reflect.defineProperty(this, key, change)) throw new TypeError(`Cannot assign to read only property '${String(key)}'`);
		},
	};
	Object.freeze(inherited.get);
	Object.freeze(inherited.set);
	Object.defineProperty(owner, key, { ...inherited, enumerable, configurable: false });
}

/**
 * Everything with a name but `then` and what lists, maps, expressions and strings are made of: V8 14.6 keeps its fast paths of
 * iteration, species and `await` only while those are data properties, and a call of `push` took half as long again.
 */
function mayBeOverridden(owner: { readonly constructor?: unknown }, key: PropertyKey): boolean {
	if (typeof key === 'symbol' || key === 'then') return false;
	const made = owner.constructor;
	const isHot = made === String || (isObject(made) && Symbol.species in made);
	return !isHot || key === 'toString' || key === 'toLocaleString' || key === 'valueOf';
}

/** Allows overriding what is on a prototype, and returns the values that are hidden by it now. */
function openPrototype(prototype: object): unknown[] {
	return Reflect.ownKeys(prototype).map((key) => {
		const found = Object.getOwnPropertyDescriptor(prototype, key);
		if (!found?.writable || !found.configurable || !mayBeOverridden(prototype, key)) return undefined;
		allowOverride(prototype, key, found);
		return found.value;
	});
}

function makeHarden(): <T>(root: T) => T {
	const done = new WeakSet<object>();
	return (root) => {
		const pending: unknown[] = [root];
		while (pending.length > 0) {
			const item = pending.pop();
			if (!isObject(item) || done.has(item)) continue;
			done.add(item);
			pending.push(Object.getPrototypeOf(item));
			// Elements of a view cannot be frozen.
			if (ArrayBuffer.isView(item)) {
				Object.preventExtensions(item);
				continue;
			}
			Object.freeze(item);
			for (const key of Reflect.ownKeys(item)) {
				const found = Object.getOwnPropertyDescriptor(item, key);
				pending.push(found?.value, found?.get, found?.set);
			}
		}
		return root;
	};
}

/** Intrinsics that no property leads to. */
function hiddenIntrinsics(): unknown[] {
	const found = [
		function* () {},
		async () => {},
		async function* () {},
		[][Symbol.iterator](),
		new Map()[Symbol.iterator](),
		new Set()[Symbol.iterator](),
		''[Symbol.iterator](),
		/x/[Symbol.matchAll](''),
		[].values().map(() => 0),
		Iterator.from({ next: () => ({ done: true, value: 0 }) }),
	].map((item) => Object.getPrototypeOf(item) as unknown);
	const strict = (function () {
		// biome-ignore lint/complexity/noArguments: %ThrowTypeError% is found nowhere else
		return arguments;
	})();
	found.push(Object.getOwnPropertyDescriptor(strict, 'callee')?.get);
	if (typeof Intl === 'object' && 'Segmenter' in Intl) {
		const segments = new Intl.Segmenter().segment('');
		found.push(Object.getPrototypeOf(segments), Object.getPrototypeOf(segments[Symbol.iterator]()));
	}
	return found;
}

function removeState(): void {
	const statics = ['input', '$_', 'lastMatch', '$&', 'lastParen', '$+', 'leftContext', '$`', 'rightContext', "$'"];
	for (let digit = 1; digit <= 9; digit++) statics.push(`$${digit}`);
	for (const name of statics) Reflect.deleteProperty(RegExp, name);
	Reflect.deleteProperty((globalThis as { AbortSignal?: object }).AbortSignal ?? {}, 'timeout');
	for (const name of ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']) Reflect.deleteProperty(globalThis, name);
}

/**
 * The web's globals are made when they are touched, which would be after all is frozen. Those that cost little are made now, and the
 * others are not there: streams, blobs, patterns, and requests, unless `fetch` was granted.
 */
function settleWebGlobals(): void {
	const light =
		/^(?:URL|URLSearchParams|Text(?:En|De)coder|atob|btoa|structuredClone|performance|Abort.*|.*Event|EventTarget|DOMException|crypto)$/;
	const isWanted = 'fetch' in globalThis ? /^/ : light;
	for (const key of Reflect.ownKeys(globalThis)) {
		if (Object.getOwnPropertyDescriptor(globalThis, key)?.get === undefined) continue;
		if (isWanted.test(String(key))) Reflect.get(globalThis, key);
		else Reflect.deleteProperty(globalThis, key);
	}
}

function hardenRealm(): void {
	quickenRegExps();
	removeState();
	const harden = makeHarden();
	Object.defineProperty(globalThis, 'harden', { value: harden, configurable: true });
	settleWebGlobals();
	const globals = Object.getOwnPropertyDescriptors(globalThis) as unknown as Record<PropertyKey, PropertyDescriptor>;
	const intrinsics = Reflect.ownKeys(globals)
		.map((key) => globals[key]?.value as unknown)
		.filter((value) => value !== globalThis);
	const opened = intrinsics.flatMap((value) => {
		const prototype = typeof value === 'function' ? (value.prototype as unknown) : undefined;
		return isObject(prototype) ? openPrototype(prototype) : [];
	});
	harden([...intrinsics, ...opened, ...hiddenIntrinsics()]);
	// The global itself stays open for the program, which may add to it and replace nothing.
	for (const key of Reflect.ownKeys(globals)) {
		if (!globals[key]?.configurable) continue;
		Object.defineProperty(globalThis, key, 'value' in globals[key] ? { writable: false, configurable: false } : { configurable: false });
	}
}

const parts = [
	...regExpParts,
	isObject,
	allowOverride,
	mayBeOverridden,
	openPrototype,
	makeHarden,
	hiddenIntrinsics,
	removeState,
	settleWebGlobals,
	hardenRealm,
];

/** The text of the script. */
export const hardenText = `'use strict';(() => {${parts.map(String).join('\n')}\nhardenRealm();})();`;

/** The script that ends a kept realm's beginning: what the program left on the global is frozen too, and the global itself. */
export const hardenGlobalText = 'harden(globalThis);undefined';
