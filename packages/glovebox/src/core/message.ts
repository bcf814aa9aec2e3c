/**
 * What crosses the boundary: text (always JSON that we wrote or checked) and byte arrays beside it, or, where guest and host share a
 * thread, single scalars (`codec/scalar.ts`). Nothing else ever does.
 *
 * Runs on: host, carriers and (types only) guest.
 * Trusts: nothing. `readGuestMessage` is the only way from bytes to a typed message.
 *
 * The text of a message is a JSON array that starts with its type. An encoded value inside it is
 * what `codec/encode.ts` wrote: `["J", tree]` or `["G", root, nodes]`; its byte arrays are `blobs`, by index.
 */

/** The version of everything in this file and of the codec. Both ends of a wire must agree on it. */
export const protocolVersion = 1;

export interface Message {
	readonly text: string;
	readonly blobs: readonly Uint8Array[];
}

/** An encoded value, parsed from JSON and not yet decoded. */
export type Encoded = unknown;

export const consoleLevels = ['debug', 'log', 'info', 'warn', 'error'] as const;
export type ConsoleLevel = (typeof consoleLevels)[number];

/** What a guest threw: enough to make a `GuestError` of. `stack` is the guest engine's text, as long as `stackTextLimit`. */
export interface Failure {
	readonly name: string;
	readonly message: string;
	readonly stack: string;
	/** The thrown value itself, encoded, or `null` where it cannot be copied. */
	readonly value: Encoded;
	/** Present when the program never ran because it does not parse; `line` and `column` count from 1, 0 where unknown. */
	readonly syntax?: { readonly line: number; readonly column: number };
	/** Present where an import failed: what was imported, by whom, who imported that one, and so on. */
	readonly module?: { readonly specifier: string; readonly importers: readonly string[] };
}

/** What a guest asks for when it imports. */
export interface ImportRequest {
	readonly id: number;
	readonly specifier: string;
	readonly importer: string;
	/** `with { type: 'json' }` */
	readonly attributes: readonly (readonly [key: string, value: string])[];
}

/** Guest to host. */
export type GuestMessage =
	/** `["done", encoded]` the program or call has its value. */
	| { readonly type: 'done'; readonly value: Encoded }
	/** `["fail", failure]` it threw. */
	| { readonly type: 'fail'; readonly failure: Failure }
	/** `["unfit", text]` its value cannot be copied; `text` says which part. */
	| { readonly type: 'unfit'; readonly text: string }
	/** `["call", id, path, encodedArguments]` a host call; `id` counts from 1 in each realm. */
	| { readonly type: 'call'; readonly id: number; readonly path: string; readonly args: Encoded }
	/** `["console", level, text]` */
	| { readonly type: 'console'; readonly level: ConsoleLevel; readonly text: string }
	/** `["timer", ms]` wake the guest in `ms`; replaces an earlier wish; -1 takes it back. */
	| { readonly type: 'timer'; readonly ms: number }
	/** `["rejection", failure]` a promise was rejected and nobody listens. */
	| { readonly type: 'rejection'; readonly failure: Failure }
	/** `["limit", name, used]` the guest side met a limit it was given. */
	| { readonly type: 'limit'; readonly limit: 'timers' | 'consoleBytes' | 'outputBytes'; readonly used: number }
	/** `["import", id, specifier, importer, attributes]` the guest wants a module; `id` counts from 1 in each realm. */
	| ({ readonly type: 'import' } & ImportRequest)
	/** `["sent", key]` the module that was started under this name has arrived. */
	| { readonly type: 'sent'; readonly key: string }
	/** `["broken", key, failure]` written by the engine: that module does not parse. */
	| { readonly type: 'broken'; readonly key: string; readonly failure: Failure }
	/**
	 * `["idle", entries]` written by the engine, not the guest: every job has run and the guest has nothing to do.
	 * `entries` counts the `start`s and `send`s that reached the realm, so that the host knows which of its own it answers.
	 */
	| { readonly type: 'idle'; readonly entries: number };

/** Host to guest, with the text each one has. */
export interface HostMessages {
	/** `["setup", settings]`: first, once. */
	readonly setup: Setup;
	/** `["resume"]`: instead of `setup`, in a realm that began with modules and has been told the rest. */
	readonly resume: undefined;
	/** `["globals", encodedRecord]`: defines each entry on the guest's global. */
	readonly globals: Encoded;
	/** `["reply", id, ok, encoded]`: settles a host call; where `ok` is 0 the value is `{ name, message, details? }`. */
	readonly reply: readonly [id: number, ok: 0 | 1, value: Encoded];
	/** `["wake"]`: the time a `timer` message asked for has come. */
	readonly wake: undefined;
	/** `["data", key, encoded]`: a module that is a value, under the name that a `module` answer will give. */
	readonly data: readonly [key: string, value: Encoded];
	/** `["module", id, found, key]`: answers an `import`; where `found` is not 1 the last is why. 0: there is none. -1: it does not parse. */
	readonly module: readonly [id: number, found: 1 | 0 | -1, keyOrReason: string];
	/** `["invoke", action, path, encodedArguments]`: calls, reads or writes a dotted path in a session. Its root was opened by a `root` program. */
	readonly invoke: readonly [action: 'call' | 'get' | 'set', path: readonly string[], args: Encoded];
}

/** What a guest's own side of the bridge must know. */
export interface Setup {
	/** Dotted path of each host function and whether the guest waits for it (1) or gets a promise (0). */
	readonly functions: readonly (readonly [path: string, sync: 0 | 1])[];
	readonly console: 0 | 1;
	readonly consoleBytes: number;
	readonly outputBytes: number;
	readonly timers: number;
	/** 1 where the host answers `import` messages; else every import fails in the guest. Default 0. */
	readonly modules?: 0 | 1;
	/** 1 where scalars cross as they are: results, and arguments and replies of host calls. Default 0. */
	readonly scalars?: 0 | 1;
	/** Where the realm's clock starts, in milliseconds since 1970, and what its random numbers come from. */
	readonly deterministic?: { readonly seed: string; readonly now: number } | undefined;
}
