/** Where tests of test262 run: an engine as it is, or Glovebox on top of it. */

/** What a script or a module came to. */
export type Completion = { readonly ok: true; readonly value?: unknown } | Failure;

interface Failure {
	readonly ok: false;
	/** When; `any` where that cannot be told. */
	readonly phase: 'parse' | 'runtime' | 'any';
	/** Of the error; `?` where it cannot be told. */
	readonly name: string;
	readonly message: string;
}

/** A fresh realm for one test. */
export interface TestRealm {
	script(source: string, filename: string): Completion | Promise<Completion>;
	/** Imports the module at this path, and waits for what the test prints where it is asynchronous. */
	module(path: string, isAsync: boolean): Completion | Promise<Completion>;
	/** What the test has printed, once jobs have run. */
	printed(): Completion | Promise<Completion>;
	close(): void;
}

/** Opens realms. `suite` is the folder of a checkout. */
export type Ground = (suite: string) => () => TestRealm | Promise<TestRealm>;

/** What the suite expects of a host, as far as a guest can make it itself. There are no other realms, no agents, no garbage collection. */
export const hostDefined = `{
	const { promise, resolve } = Promise.withResolvers();
	// Waiting for it must not be seen by a test that counts calls of then().
	Object.defineProperty(promise, 'then', { value: Promise.prototype.then });
	Object.defineProperty(promise, 'constructor', { value: undefined });
	const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
	define('print', (text) => { $262.text = String(text); resolve($262.text); });
	const indirect = eval;
	define('$262', {
		global: globalThis,
		evalScript: (source) => indirect(source),
		detachArrayBuffer(buffer) { buffer.transfer(); },
		gc() { throw new Error('There is no gc()'); },
		printed: promise,
	});
}`;

/** An error as the engine gave it to the host. */
export function failed(phase: Failure['phase'], error: unknown): Failure {
	try {
		const { name = '?', message = String(error) } = Object(error) as Partial<Error>;
		return { ok: false, phase, name: String(name), message: String(message) };
	} catch {
		return { ok: false, phase, name: '?', message: 'It cannot be read' };
	}
}
