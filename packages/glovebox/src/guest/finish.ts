/**
 * From what a script came to, to the end of its run or call.
 *
 * Runs on: guest.
 * Trusts: the engine, which calls `finish` once per program. The value is the guest's: a thenable may throw, lie, or settle twice.
 */
import type { PackedScalar } from '../codec/index.ts';
import type { ModuleShape } from '../core/prepare/module-shape.ts';
import { apply, observe, PromiseClass, stringify } from './intrinsics.ts';
import { type Action, callPath, invoke, type Scopes } from './invoke.ts';
import type { Modules } from './modules.ts';
import type { End, Turns } from './turns.ts';

/** `PreparedMode` of `core/program.ts`, which is out of reach here: it comes with Node's types. */
export type Mode = 'value' | 'function' | 'awaiting' | 'module' | 'import' | 'root';

/** One identifier of the guest's scripts. */
export type Root = readonly [read: () => unknown, write: (value: unknown) => unknown, name: string];

export interface Finish {
	/** The engine evaluated the last script of a program. */
	readonly finish: (mode: Mode, threw: boolean, value: unknown) => End;
	/** Calls, reads or writes a path for the host, as a run of its own. */
	readonly perform: (action: Action, path: readonly string[], args: readonly unknown[]) => End;
	/** As `perform('call', …)`. */
	readonly performCall: (path: readonly string[], args: readonly unknown[]) => End;
}

export interface FinishParts {
	readonly global: object;
	readonly turns: Turns;
	readonly modules: Modules;
	/** Where the end of a run that had to wait goes. */
	readonly post: (end: PackedScalar) => void;
	/** Told when a run has to wait. */
	readonly onWait: () => void;
}

// Size: each step of an end needs the ones before it.
export function createFinish({ global, turns, modules, post, onWait }: FinishParts): Finish {
	const { begin, wait, endValue, endThrown, attempt } = turns;
	const { evaluate, provide, exported } = modules;
	const roots = { __proto__: null } as unknown as Record<string, Root>;
	const scopes = { __proto__: null, global, exported, roots } as Scopes;

	const later = (promise: Promise<unknown>, next: (value: unknown) => End): undefined => {
		const isCurrent = wait();
		const deliver = (step: (value: unknown) => End) => (value: unknown) => {
			if (!isCurrent()) return;
			const end = attempt(() => step(value));
			if (end !== undefined) post(end);
		};
		observe(promise, deliver(next), deliver(endThrown));
		onWait();
	};

	const settle = (value: unknown): End => {
		if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return endValue(value);
		const { then } = value as { readonly then?: unknown };
		if (typeof then !== 'function') return endValue(value);
		// The guest's `then` gets functions that the engine made, never the bridge's own.
		return later(new PromiseClass((resolve, reject) => apply(then, value, [resolve, reject])), endValue);
	};

	const act = (mode: Mode, value: unknown): End => {
		if (mode === 'value') return settle(value);
		if (mode === 'function') return settle(apply(value as () => unknown, undefined, []));
		if (mode === 'awaiting') {
			return later(apply(value as () => Promise<unknown>, undefined, []), (fields) => settle((fields as [unknown])[0]));
		}
		if (mode === 'root') {
			roots[(value as Root)[2]] = value as Root;
			return endValue(undefined);
		}
		const { promise, complete } = evaluate(value as ModuleShape);
		return promise === undefined ? settle(complete()) : later(promise, () => settle(complete()));
	};

	const finish = (mode: Mode, threw: boolean, value: unknown): End => {
		// A module that a run in progress asked for; its script only describes it.
		if (mode === 'import') {
			if (threw) return undefined;
			const shape = value as ModuleShape;
			provide(shape);
			return '["sent",' + stringify(shape[0]) + ']';
		}
		begin();
		if (threw) return endThrown(value);
		try {
			return act(mode, value);
		} catch (error) {
			return endThrown(error);
		}
	};

	// Without a closure: each costs a guest of QuickJS as much as a call.
	const perform: Finish['perform'] = (action, path, args) => {
		begin();
		try {
			return settle(invoke(action, path, args, scopes));
		} catch (error) {
			return endThrown(error);
		}
	};

	const performCall: Finish['performCall'] = (path, args) => {
		begin();
		try {
			return settle(callPath(path, args, scopes));
		} catch (error) {
			return endThrown(error);
		}
	};

	return { finish, perform, performCall };
}
