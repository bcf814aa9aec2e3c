/**
 * `FinalizationRegistry`, whose callbacks nobody calls who could catch what they throw.
 *
 * Runs on: guest, once, before any guest code.
 * Trusts: the fresh realm. The engine's own constructor is in reach of nobody afterwards: V8 prints what a callback of it throws to
 * the host's standard output (isolated-vm 7.0.1), and Node ends the process (node:vm).
 */
import { apply, construct, define, defineProperty, TypeErrorClass } from './intrinsics.ts';
import type { Outbox } from './outbox.ts';

type Cleanup = (held: unknown) => void;

/** Puts a constructor on `global` that hands to `report` what a callback throws. */
export function installFinalization(global: object, report: Outbox['report']): void {
	const Native = (global as { readonly FinalizationRegistry?: FinalizationRegistryConstructor }).FinalizationRegistry;
	if (Native === undefined) return;
	const { prototype } = Native;
	// biome-ignore lint/suspicious/noShadowRestrictedNames: the name is what guests see
	function FinalizationRegistry(cleanup: unknown): object {
		if (new.target === undefined) throw new TypeErrorClass("Constructor FinalizationRegistry requires 'new'");
		if (typeof cleanup !== 'function') throw new TypeErrorClass('FinalizationRegistry: the cleanup is not a function');
		return construct(Native as FinalizationRegistryConstructor, [reporting(cleanup as Cleanup, report)], new.target) as object;
	}
	defineProperty(FinalizationRegistry, 'prototype', { __proto__: null, value: prototype, writable: false } as PropertyDescriptor);
	define(prototype, 'constructor', FinalizationRegistry, false);
	define(global, 'FinalizationRegistry', FinalizationRegistry, false);
}

function reporting(cleanup: Cleanup, report: Outbox['report']): Cleanup {
	return (held) => {
		try {
			apply(cleanup, undefined, [held]);
		} catch (error) {
			report(error);
		}
	};
}
