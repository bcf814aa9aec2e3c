/**
 * From what a script came to, to the one message that ends its run or call.
 *
 * Runs on: guest.
 * Trusts: the engine, which calls `finish` once per program. The value is the guest's: a thenable may throw, lie, or settle twice.
 */
import { isCopyError } from '../codec/index.ts';
import type { ModuleShape } from '../core/prepare/module-shape.ts';
import { apply, observe, PromiseClass, stringify } from './intrinsics.ts';
import type { Modules } from './modules.ts';
import type { EncodedText, Outbox } from './outbox.ts';

/** `PreparedMode` of `core/program.ts`, which is out of reach here: it comes with Node's types. */
export type Mode = 'value' | 'function' | 'awaiting' | 'module' | 'root';

/** One identifier of the guest's scripts. */
export type Root = readonly [read: () => unknown, write: (value: unknown) => unknown, name: string];

export interface Finish {
	/** The engine evaluated the last script of a program. */
	readonly finish: (mode: Mode, threw: boolean, value: unknown) => string | undefined;
	/** Begins a call of the host and ends it with what `act` returns or throws. */
	readonly perform: (act: () => unknown) => string | undefined;
	/** What a `root` program opened under this name. */
	readonly rootOf: (name: string) => Root | undefined;
}

export interface Turns {
	/** The run's value is not settled yet. */
	readonly onWait: () => void;
	/** The run is over. */
	readonly onOver: () => void;
}

/** Every function returns the text of the message that ends the run, or `undefined` where that is sent now or later. */
export function createFinish(outbox: Outbox, modules: Modules, turns: Turns): Finish {
	const { encode, fail, forget, send } = outbox;
	const { evaluate } = modules;
	const { onWait, onOver } = turns;
	/** Counts runs and calls: a promise of an earlier one ends nothing. */
	let turn = 0;
	let waiting = false;
	const roots = { __proto__: null } as unknown as Record<string, Root>;

	const begin = (): void => {
		turn += 1;
		// The host gave the run before this one up, so nothing has ended its account.
		if (waiting) forget();
		waiting = false;
	};

	const end = (text: string, blobs: readonly Uint8Array[]): string | undefined => {
		turn += 1;
		waiting = false;
		forget();
		onOver();
		if (blobs.length === 0) return text;
		send(text, blobs);
		return undefined;
	};

	const endThrown = (thrown: unknown): string | undefined => {
		const { text, blobs } = fail('fail', thrown);
		return end(text, blobs);
	};

	/** Ends the run with what a step throws: the guest's own code may run in it. */
	const attempt = (step: () => string | undefined): string | undefined => {
		try {
			return step();
		} catch (error) {
			return endThrown(error);
		}
	};

	const endValue = (value: unknown): string | undefined => {
		let encoded: EncodedText | undefined;
		try {
			encoded = encode(value, 'result');
		} catch (error) {
			return isCopyError(error) ? end(`["unfit",${stringify(error.message)}]`, []) : endThrown(error);
		}
		// Over `outputBytes`: the host has been told, and ends the run.
		return encoded && end(`["done",${encoded.text}]`, encoded.blobs);
	};

	const wait = (promise: Promise<unknown>, next: (value: unknown) => string | undefined): undefined => {
		const mine = turn;
		const deliver = (step: (value: unknown) => string | undefined) => (value: unknown) => {
			if (mine !== turn) return;
			const text = attempt(() => step(value));
			if (text !== undefined) send(text, []);
		};
		waiting = true;
		observe(promise, deliver(next), deliver(endThrown));
		onWait();
	};

	const settle = (value: unknown): string | undefined => {
		const then = readThen(value);
		if (typeof then !== 'function') return endValue(value);
		// The guest's `then` gets functions that the engine made, never the bridge's own.
		return wait(new PromiseClass((resolve, reject) => apply(then, value, [resolve, reject])), endValue);
	};

	const act = (mode: Mode, value: unknown): string | undefined => {
		if (mode === 'value') return settle(value);
		if (mode === 'function') return settle(apply(value as () => unknown, undefined, []));
		if (mode === 'awaiting')
			return wait(apply(value as () => Promise<unknown>, undefined, []), (fields) => settle((fields as [unknown])[0]));
		if (mode === 'root') {
			roots[(value as Root)[2]] = value as Root;
			return endValue(undefined);
		}
		const { promise, complete } = evaluate(value as ModuleShape);
		return promise === undefined ? settle(complete()) : wait(promise, () => settle(complete()));
	};

	const finish = (mode: Mode, threw: boolean, value: unknown): string | undefined => {
		begin();
		return threw ? endThrown(value) : attempt(() => act(mode, value));
	};

	const perform = (action: () => unknown): string | undefined => {
		begin();
		return attempt(() => settle(action()));
	};

	return { finish, perform, rootOf: (name) => roots[name] };
}

function readThen(value: unknown): unknown {
	if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined;
	return (value as { readonly then?: unknown }).then;
}
