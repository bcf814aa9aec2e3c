/**
 * `FinalizationRegistry`, whose callbacks nobody calls who could catch what they throw.
 *
 * Runs on: guest, once, before any guest code.
 * Trusts: the fresh realm. The engine's own constructor is in reach of nobody afterwards: V8 prints what a callback of it throws to
 * the host's standard output (isolated-vm 7.0.1), and Node ends the process (node:vm).
 */
import { uncurry } from '../codec/intrinsics.ts';
import { apply, construct, create, define, ProxyClass, WeakMapClass } from './intrinsics.ts';
import type { Outbox } from './outbox.ts';

type Cleanup = (held: unknown) => void;
const keep = uncurry<WeakMap<object, unknown>, [ref: object, target: unknown], unknown>(WeakMap.prototype.set);
let silent = false;

/** Puts a constructor on `global` that hands to `report` what a callback throws. */
export function installFinalization(global: object, report: Outbox['report']): void {
	adopt(global, 'FinalizationRegistry', (Native, cleanup, target) => {
		const given = typeof cleanup === 'function' ? reporting(cleanup as Cleanup, report) : cleanup;
		return construct(Native, [given], target) as object;
	});
}

/** From here on nothing shows what was collected: no callback runs, and a `WeakRef` holds its target as long as it lives itself. */
export function keepForever(global: object): void {
	silent = true;
	const targets = new WeakMapClass<object, unknown>();
	adopt(global, 'WeakRef', (Native, held, target) => {
		const ref = construct(Native, [held], target) as object;
		keep(targets, ref, held);
		return ref;
	});
}

type Constructor = new (value: unknown) => object;

/** Has `make` do what the global constructor of that name does. Everything else about it is the engine's own. */
function adopt(global: object, name: string, make: (Native: Constructor, argument: unknown, target: Constructor) => object): void {
	const Native = (global as Record<string, Constructor | undefined>)[name];
	if (Native === undefined) return;
	const handler = create(null) as ProxyHandler<Constructor>;
	handler.construct = (_native, args, target) => make(Native, args.length === 0 ? undefined : args[0], target as unknown as Constructor);
	const Adopted = new ProxyClass(Native, handler);
	define(Native.prototype, 'constructor', Adopted, false);
	define(global, name, Adopted, false);
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
