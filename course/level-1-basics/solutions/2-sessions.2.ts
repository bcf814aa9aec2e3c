import { types } from 'node:util';
import vm from 'node:vm';

/** What a run came to. */
export type Reply =
	| { readonly ok: true; readonly value: unknown }
	| { readonly ok: false; readonly name: string; readonly message: string };

/**
 * Writes a value as JSON inside its session, so that a getter or toJSON in it is under the time limit like all guest code. The
 * price: a session that replaced its JSON.stringify lies about itself. It may, since nothing but text is taken from it.
 */
const writer = new vm.Script('JSON.stringify(globalThis[Symbol.for("pending")])');
const pending = Symbol.for('pending');

/** Sessions by name, each with globals of its own that live until it is closed. */
export class Sessions {
	// A Map, because a stranger may choose the name `__proto__`.
	readonly #open = new Map<string, vm.Context>();

	/** Runs code in a session, which it opens when it is new. */
	run(name: string, code: string): Reply {
		const context = this.#open.get(name) ?? this.#start(name);
		try {
			return { ok: true, value: copy(context, vm.runInContext(code, context, { timeout: 100 })) };
		} catch (thrown) {
			// An error of another realm: instanceof would not know it.
			if (Error.isError(thrown)) return { ok: false, name: read(thrown, 'name'), message: read(thrown, 'message') };
			return { ok: false, name: 'Thrown', message: typeof thrown };
		}
	}

	/** The globals of a session: a plain copy. */
	state(name: string): Record<string, unknown> {
		const context = this.#open.get(name);
		if (!context) return {};
		// Descriptors, because the code may have put a getter on its global.
		const own = Object.entries(Object.getOwnPropertyDescriptors(context)).filter(
			([, one]) => one.enumerable && typeof one.value !== 'function',
		);
		return Object.fromEntries(own.map(([key, one]) => [key, copy(context, one.value)]));
	}

	/** Ends a session; answers whether it was open. */
	close(name: string): boolean {
		return this.#open.delete(name);
	}

	#start(name: string): vm.Context {
		const context = vm.createContext();
		this.#open.set(name, context);
		return context;
	}
}

/** A value of a session as data of this realm. */
function copy(context: vm.Context, value: unknown): unknown {
	try {
		Reflect.set(context, pending, value);
		const text: unknown = writer.runInContext(context, { timeout: 100 });
		return typeof text === 'string' ? JSON.parse(text) : undefined;
	} catch {
		return undefined;
	} finally {
		Reflect.deleteProperty(context, pending);
	}
}

/** A text that is a property of an error or of its prototypes, read as in exercise 1: no getter and no trap runs. */
function read(error: object, key: string): string {
	for (let at: object | null = error; at !== null && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
		const found = Object.getOwnPropertyDescriptor(at, key);
		if (found) return typeof found.value === 'string' ? found.value : '';
	}
	return '';
}
