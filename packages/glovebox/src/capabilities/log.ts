/**
 * Structured log entries of guests, for the host's own log.
 *
 * Runs on: host.
 * Trusts: nothing of the guest; levels, sizes and shapes are checked, and who wrote an entry is what the sandbox says.
 */
import { type CallInfo, type HostFunction, hostFunction } from '../core/capability.ts';
import { PublicError } from '../core/errors.ts';
import { loadZod } from './load-package.ts';
import { readNames } from '../core/options.ts';
import { type CallLimits, readCallLimits, readCount } from './options.ts';
import { type Revocable, revocable } from './revocable.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** One entry. Its text and fields are the guest's: show them as data, never as part of a line of your own. */
export interface LogEntry {
	readonly level: LogLevel;
	readonly message: string;
	readonly fields: Readonly<Record<string, string | number | boolean | null>>;
	readonly at: Date;
	readonly runId: string;
	readonly tenant: string | undefined;
}

export interface LogOptions extends CallLimits {
	/** Takes each entry. What it throws the guest sees as `HostError`. */
	readonly write: (entry: LogEntry) => void | Promise<void>;
	/** Most bytes of message and fields in one entry. Default 8 192. */
	readonly entryBytes?: number;
}

export type Log = { readonly [Level in LogLevel]: HostFunction };

/**
 * Grants a log: `debug`, `info`, `warn` and `error`, each `(message, fields?)`. Fields are strings, numbers, booleans and null.
 *
 * @throws TypeError naming the option that is wrong; EngineError GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { log } from 'glovebox/capabilities';
 * const granted = log({ write: ({ level, message, fields }) => console.log(level, message, fields) });
 * await using sandbox = createSandbox({ capabilities: { log: granted } });
 * await sandbox.run('await log.warn("low stock", { item: "tea", left: 2 })');
 * // → warn low stock { item: 'tea', left: 2 }
 * ```
 */
export function log(options: LogOptions): Revocable<Log> {
	readNames(options, 'log', ['write', 'entryBytes', 'hostCalls', 'wallMs']);
	const { write } = options;
	if (typeof write !== 'function') throw new TypeError('options.write must be a function');
	const entryBytes = readCount(options.entryBytes, 'options.entryBytes', 8_192);
	const z = loadZod();
	const meter = { bytesIn: 0, bytesOut: 0 };
	const fields = z.record(z.string().max(256), z.union([z.string(), z.number(), z.boolean(), z.null()]));
	const input = z.tuple([z.string().meta({ title: 'message' }), fields.optional().meta({ title: 'fields' })]);
	const at = (level: LogLevel) =>
		hostFunction({
			input,
			limits: readCallLimits(options),
			handler: (message, given, { run }: CallInfo) => {
				const bytes = Buffer.byteLength(message) + Buffer.byteLength(JSON.stringify(given ?? {}));
				if (bytes > entryBytes) throw new PublicError(`Cannot log: an entry has at most ${entryBytes} bytes`, { name: 'RangeError' });
				meter.bytesIn += bytes;
				return write({ level, message, fields: given ?? {}, at: new Date(), runId: run.id, tenant: run.tenant });
			},
		});
	return revocable({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, { meter });
}
