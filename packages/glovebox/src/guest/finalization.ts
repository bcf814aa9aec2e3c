/**
 * `FinalizationRegistry`, whose callbacks nobody calls who could catch what they throw.
 *
 * Runs on: guest, once, before any guest code.
 * Trusts: the fresh realm. The engine's own constructor is in reach of nobody afterwards: V8 prints what a callback of it throws to
 * the host's standard output (isolated-vm 7.0.1), and Node ends the process (node:vm).
 */
import { uncurry } from '../codec/intrinsics.ts';
import { apply, construct, define, defineProperty, TypeErrorClass, WeakMapClass } from './intrinsics.ts';
import type { Outbox } from './outbox.ts';

type Cleanup = (held: unknown) => void;
const keep = uncurry<WeakMap<object, unknown>, [ref: object, target: unknown], unknown>(WeakMap.prototype.set);
let silent = false;

/** Puts a constructor on `global` that hands to `report` what a callback throws. */
export function installFinalization(global: object, report: Outbox['report']): void {
	const Native = (global as { readonly FinalizationRegistry?: FinalizationRegistryConstructor }).FinalizationRegistry;
	if (Native === undefined) return;
	// biome-ignore lint/suspicious/noShadowRestrictedNames: the name is what guests see
	function FinalizationRegistry(cleanup: unknown): object {
		if (new.target === undefined) throw new TypeErrorClass("Constructor FinalizationRegistry requires 'new'");
		if (typeof cleanup !== 'function') throw new TypeErrorClass('FinalizationRegistry: the cleanup is not a function');
		return construct(Native as FinalizationRegistryConstructor, [reporting(cleanup as Cleanup, report)], new.target) as object;
	}
	adopt(global, 'FinalizationRegistry', FinalizationRegistry, Native);
}

/** Makes `replacement` the global of that name, with the prototype of the engine's own. */
function adopt(global: object, name: string, replacement: (value: unknown) => object, { prototype }: { readonly prototype: object }): void {
	defineProperty(replacement, 'name', { __proto__: null, value: name } as PropertyDescriptor);
	defineProperty(replacement, 'prototype', { __proto__: null, value: prototype, writable: false } as PropertyDescriptor);
	define(prototype, 'constructor', replacement, false);
	define(global, name, replacement, false);
}

/** From here on nothing shows what was collected: no callback runs, and a `WeakRef` holds its target as long as it lives itself. */
export function keepForever(global: object): void {
	silent = true;
	const { WeakRef: Native } = global as { readonly WeakRef: new (target: unknown) => object };
	const targets = new WeakMapClass<object, unknown>();
	function HoldingWeakRef(target: unknown): object {
		if (new.target === undefined) throw new TypeErrorClass("Constructor WeakRef requires 'new'");
		const ref = construct(Native, [target], new.target) as object;
		keep(targets, ref, target);
		return ref;
	}
	adopt(global, 'WeakRef', HoldingWeakRef, Native);
}

function reporting(cleanup: Cleanup, report: Outbox['report']): Cleanup {
	return (held) => {
		if (silent) return;
		try {
			apply(cleanup, undefined, [held]);
		} catch (error) {
			report(error);
		}
	};
}
