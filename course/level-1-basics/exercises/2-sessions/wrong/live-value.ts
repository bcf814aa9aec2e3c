/** Hands out the very value of a run. */
import { types } from 'node:util';
import vm from 'node:vm';

/** What a run came to. */
export type Reply =
	| { readonly ok: true; readonly value: unknown }
	| { readonly ok: false; readonly name: string; readonly message: string };

interface Session {
	readonly context: vm.Context;
	/** The context's own JSON.stringify, taken before any code of the session ran. */
	readonly write: (value: unknown) => string | undefined;
}

/** Sessions by name, each with globals of its own that live until it is closed. */
export class Sessions {
	// A Map, because a stranger may choose the name `__proto__`.
	readonly #open = new Map<string, Session>();

	/** Runs code in a session, which it opens when it is new. */
	run(name: string, code: string): Reply {
		const session = this.#open.get(name) ?? this.#start(name);
		try {
			return { ok: true, value: vm.runInContext(code, session.context, { timeout: 100 }) };
		} catch (thrown) {
			// An error of another realm: instanceof would not know it.
			if (Error.isError(thrown)) return { ok: false, name: read(thrown, 'name'), message: read(thrown, 'message') };
			return { ok: false, name: 'Thrown', message: typeof thrown };
		}
	}

	/** The globals of a session: a plain copy. */
	state(name: string): Record<string, unknown> {
		const session = this.#open.get(name);
		if (!session) return {};
		// Descriptors, because the code may have put a getter on its global.
		const own = Object.entries(Object.getOwnPropertyDescriptors(session.context)).filter(
			([, one]) => one.enumerable && typeof one.value !== 'function',
		);
		return Object.fromEntries(own.map(([key, one]) => [key, copy(session, one.value)]));
	}

	/** Ends a session; answers whether it was open. */
	close(name: string): boolean {
		return this.#open.delete(name);
	}

	#start(name: string): Session {
		const context = vm.createContext();
		const session = { context, write: vm.runInContext('JSON.stringify', context) };
		this.#open.set(name, session);
		return session;
	}
}

/**
 * A value of a session as data of this realm: nothing but text is taken over. A getter or toJSON in the value is guest code and
 * runs here, outside the 100 ms; exercise 4 shows how to look without running any.
 */
function copy(session: Session, value: unknown): unknown {
	try {
		const text = session.write(value);
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return undefined;
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
