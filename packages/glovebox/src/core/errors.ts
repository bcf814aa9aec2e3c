/** Every error that Glovebox makes, by blame. The table of codes is the whole list; `docs/errors.md` has a section for each. */
import { inspect, type InspectOptions } from 'node:util';
import { inspectValue } from './inspect-value.ts';

const brand = Symbol.for('glovebox.error');

/** Which class an error code belongs to: the guest's fault, a limit, or the engine's (with the caller's own closing and aborting). */
export const errorCodes = {
	GLOVEBOX_GUEST_THROW: 'GuestError',
	GLOVEBOX_GUEST_SYNTAX: 'GuestError',
	GLOVEBOX_GUEST_VALUE: 'GuestError',
	GLOVEBOX_GUEST_MODULE: 'GuestError',
	GLOVEBOX_GUEST_PENDING: 'GuestError',
	GLOVEBOX_CONFIG: 'GuestError',
	GLOVEBOX_RULES: 'GuestError',
	GLOVEBOX_LIMIT: 'LimitError',
	GLOVEBOX_CLOSED: 'EngineError',
	GLOVEBOX_ABORTED: 'EngineError',
	GLOVEBOX_CRASHED: 'EngineError',
	GLOVEBOX_PROTOCOL: 'EngineError',
	GLOVEBOX_MISSING: 'EngineError',
	GLOVEBOX_UNSUPPORTED: 'EngineError',
	GLOVEBOX_BOUNDARY: 'EngineError',
	GLOVEBOX_NEEDS_ASYNC: 'EngineError',
	GLOVEBOX_CAPACITY: 'EngineError',
	GLOVEBOX_REPLAY: 'EngineError',
} as const;

export type ErrorCode = keyof typeof errorCodes;
type CodeOf<Class extends string> = { [Code in ErrorCode]: (typeof errorCodes)[Code] extends Class ? Code : never }[ErrorCode];
export type GuestErrorCode = CodeOf<'GuestError'>;
export type EngineErrorCode = CodeOf<'EngineError'>;

export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * What every error of this package is. Recognised across copies of the package by {@link GloveboxError.isInstance}.
 *
 * @example
 * ```ts
 * import { createSandbox, GloveboxError } from 'glovebox';
 * await using sandbox = createSandbox();
 * try {
 *   await sandbox.evaluate('null.x');
 * } catch (error) {
 *   if (GloveboxError.isInstance(error)) console.log(error.code); // GLOVEBOX_GUEST_THROW
 * }
 * ```
 */
export class GloveboxError extends Error {
	readonly code: ErrorCode;
	readonly details: ErrorDetails;

	constructor(code: ErrorCode, message: string, options: { readonly details?: ErrorDetails | undefined; readonly cause?: unknown } = {}) {
		super(message, 'cause' in options ? { cause: options.cause } : undefined);
		this.code = code;
		this.details = options.details ?? {};
		Object.defineProperty(this, 'name', { value: errorCodes[code], writable: true, configurable: true });
		Object.defineProperty(this, brand, { value: true });
	}

	static isInstance(value: unknown): value is GloveboxError {
		return typeof value === 'object' && value !== null && Object.hasOwn(value, brand);
	}
}

/** What a guest did wrong: it threw, does not parse, or gave a value that cannot cross. */
export interface GuestErrorOptions {
	/** The guest's own error name; `'Thrown'` for a thrown value that is no error. */
	readonly name?: string;
	/** Guest frames only, as text in the usual shape. Empty where there are none. */
	readonly stack?: string;
	readonly line?: number | undefined;
	readonly column?: number | undefined;
	/** The lines around the place, with a mark under it. */
	readonly codeFrame?: string | undefined;
	/** Present when the guest's error had a cause. */
	readonly cause?: unknown;
	/** The errors inside an AggregateError. */
	readonly errors?: readonly unknown[] | undefined;
	/** The copy of a thrown value that is no error. */
	readonly thrown?: unknown;
	readonly details?: ErrorDetails | undefined;
}

/**
 * The guest's fault. `name`, `message` and `cause` are what the guest threw; `stack` holds guest frames only;
 * `line` and `column` count from 1 in the guest's own text, before anything was done to it.
 * None of it is to be trusted: a guest can throw what it likes.
 */
export class GuestError extends GloveboxError {
	declare readonly code: GuestErrorCode;
	readonly line: number | undefined;
	readonly column: number | undefined;
	readonly codeFrame: string | undefined;
	declare readonly errors?: readonly unknown[];
	declare readonly thrown?: unknown;

	constructor(code: GuestErrorCode, message: string, options: GuestErrorOptions = {}) {
		super(code, message, options);
		const name = options.name ?? 'GuestError';
		Object.defineProperty(this, 'name', { value: name, writable: true, configurable: true });
		Object.defineProperty(this, 'stack', {
			value: options.stack ? `${name}: ${message}\n${options.stack}` : `${name}: ${message}`,
			writable: true,
			configurable: true,
		});
		this.line = options.line;
		this.column = options.column;
		this.codeFrame = options.codeFrame;
		if (options.errors) this.errors = options.errors;
		if ('thrown' in options) this.thrown = options.thrown;
	}

	static {
		// Whoever logs an error shows what its guest threw: that must not take longer than it is worth.
		const show = function (this: GuestError, depth: number, options: InspectOptions): string {
			return inspectValue(this, { ...options, depth, customInspect: false });
		};
		Object.defineProperty(GuestError.prototype, inspect.custom, { value: show, writable: true, configurable: true });
	}
}

/** A limit was reached and the guest was stopped. `details` is `{ limit, allowed, used? }`. */
export class LimitError extends GloveboxError {
	declare readonly code: 'GLOVEBOX_LIMIT';
	declare readonly details: { readonly limit: string; readonly allowed: number; readonly used?: number };

	constructor(limit: string, allowed: number, used?: number) {
		const details = used === undefined ? { limit, allowed } : { limit, allowed, used };
		super('GLOVEBOX_LIMIT', `Cannot continue the guest: "${limit}" limit of ${allowed} reached`, { details });
	}
}

/** Neither the guest nor a limit: the engine failed, is missing, or was closed or aborted. */
export class EngineError extends GloveboxError {
	declare readonly code: EngineErrorCode;

	constructor(
		code: EngineErrorCode,
		message: string,
		options: { readonly details?: ErrorDetails | undefined; readonly cause?: unknown } = {},
	) {
		super(code, message, options);
	}
}

/**
 * Thrown by a host function to tell the guest why it failed. Only `name`, `message` and `details` are seen by the guest;
 * any other error reaches it as `HostError: <path> failed`.
 */
export class PublicError extends Error {
	readonly details: unknown;

	constructor(message: string, options: { readonly name?: string; readonly details?: unknown } = {}) {
		super(message);
		Object.defineProperty(this, 'name', { value: options.name ?? 'PublicError', writable: true, configurable: true });
		this.details = options.details;
	}
}
