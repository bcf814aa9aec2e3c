/**
 * From what arrived to a typed message. The only place where a guest's text is parsed.
 *
 * Runs on: host.
 * Trusts: nothing. Anything that is not exactly a message of the protocol is `undefined`, and ends the carrier.
 */
import { type ConsoleLevel, consoleLevels, type Failure, type GuestMessage, type Message } from './message.ts';

type Reader = (fields: readonly unknown[]) => GuestMessage | undefined;

const readers: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
	['done', ([, value]) => ({ type: 'done', value })],
	['fail', ([, failure]) => withFailure('fail', failure)],
	['unfit', ([, text]) => (typeof text === 'string' ? { type: 'unfit', text } : undefined)],
	['call', readCall],
	['console', ([, level, text]) => (isLevel(level) && typeof text === 'string' ? { type: 'console', level, text } : undefined)],
	['timer', ([, ms]) => (typeof ms === 'number' && ms >= -1 ? { type: 'timer', ms } : undefined)],
	['rejection', ([, failure]) => withFailure('rejection', failure)],
	['limit', ([, limit, used]) => (isGuestLimit(limit) && isCount(used) ? { type: 'limit', limit, used } : undefined)],
	['import', readImportRequest],
	['sent', ([, key]) => (typeof key === 'string' ? { type: 'sent', key } : undefined)],
	['broken', ([, key, failure]) => readBroken(key, failure)],
]);

/** Said once for each entry into a realm, by its engine. */
const idle = /^\["idle",(\d{1,15})\]$/;

/** Reads a guest's message, or `undefined` where it breaks the protocol. */
export function readGuestMessage(message: Message): GuestMessage | undefined {
	const entries = idle.exec(message.text)?.[1];
	if (entries !== undefined) return { type: 'idle', entries: Number(entries) };
	let fields: unknown;
	try {
		fields = JSON.parse(message.text);
	} catch {
		return undefined;
	}
	if (!Array.isArray(fields)) return undefined;
	return readers.get(fields[0])?.(fields);
}

function readCall([, id, path, args]: readonly unknown[]): GuestMessage | undefined {
	return isCount(id) && typeof path === 'string' ? { type: 'call', id, path, args } : undefined;
}

function readImportRequest([, id, specifier, importer, attributes]: readonly unknown[]): GuestMessage | undefined {
	const fits = isCount(id) && typeof specifier === 'string' && typeof importer === 'string' && Array.isArray(attributes);
	return fits && attributes.every(isPair) ? { type: 'import', id, specifier, importer, attributes } : undefined;
}

function isPair(value: unknown): value is readonly [string, string] {
	return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

function readBroken(key: unknown, value: unknown): GuestMessage | undefined {
	const failure = readFailure(value);
	return typeof key === 'string' && failure !== undefined ? { type: 'broken', key, failure } : undefined;
}

function withFailure(type: 'fail' | 'rejection', value: unknown): GuestMessage | undefined {
	const failure = readFailure(value);
	return failure === undefined ? undefined : { type, failure };
}

function readFailure(value: unknown): Failure | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { name, message, stack, value: thrown, syntax, module } = value as Record<string, unknown>;
	if (typeof name !== 'string' || typeof message !== 'string' || typeof stack !== 'string') return undefined;
	const said = { name, message, stack, value: thrown ?? null };
	if (syntax !== undefined) return withPart(said, 'syntax', readPlace(syntax));
	return module === undefined ? said : withPart(said, 'module', readImport(module));
}

function withPart<Part extends 'syntax' | 'module'>(failure: Failure, name: Part, part: Failure[Part]): Failure | undefined {
	return part === undefined ? undefined : { ...failure, [name]: part };
}

function readImport(value: unknown): Failure['module'] {
	if (typeof value !== 'object' || value === null) return undefined;
	const { specifier, importers } = value as Record<string, unknown>;
	if (typeof specifier !== 'string' || !Array.isArray(importers)) return undefined;
	return importers.every((importer) => typeof importer === 'string') ? { specifier, importers } : undefined;
}

function readPlace(value: unknown): Failure['syntax'] {
	if (typeof value !== 'object' || value === null) return undefined;
	const { line, column } = value as Record<string, unknown>;
	return isCount(line) && isCount(column) ? { line, column } : undefined;
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isLevel(value: unknown): value is ConsoleLevel {
	return consoleLevels.includes(value as ConsoleLevel);
}

function isGuestLimit(value: unknown): value is 'timers' | 'consoleBytes' | 'outputBytes' {
	return value === 'timers' || value === 'consoleBytes' || value === 'outputBytes';
}
