/**
 * From what arrived to a typed message. The only place where a guest's text is parsed.
 *
 * Runs on: host.
 * Trusts: nothing. Anything that is not exactly a message of the protocol is `undefined`, and ends the carrier.
 */
import { type ConsoleLevel, consoleLevels, type Failure, type GuestMessage, type Message } from './message.ts';

/** Said once for each entry into a realm, by its engine. */
const idleStart = '["idle",';
const idle = /^\["idle",(\d{1,15})\]$/;

/** Reads a guest's message, or `undefined` where it breaks the protocol. */
export function readGuestMessage({ text }: Message): GuestMessage | undefined {
	const entries = text.startsWith(idleStart) ? idle.exec(text)?.[1] : undefined;
	if (entries !== undefined) return { type: 'idle', entries: Number(entries) };
	let fields: unknown;
	try {
		fields = JSON.parse(text);
	} catch {
		return undefined;
	}
	return Array.isArray(fields) ? readFields(fields) : undefined;
}

function readFields(fields: readonly unknown[]): GuestMessage | undefined {
	const first = fields[1];
	switch (fields[0]) {
		case 'done':
			return { type: 'done', value: first };
		case 'fail':
			return withFailure('fail', first);
		case 'unfit':
			return typeof first === 'string' ? { type: 'unfit', text: first } : undefined;
		case 'call':
			return readCall(first, fields[2], fields[3]);
		case 'console':
			return isLevel(first) && typeof fields[2] === 'string' ? { type: 'console', level: first, text: fields[2] } : undefined;
		case 'timer':
			return typeof first === 'number' && first >= -1 ? { type: 'timer', ms: first } : undefined;
		case 'rejection':
			return withFailure('rejection', first);
		case 'limit':
			return isGuestLimit(first) && isCount(fields[2]) ? { type: 'limit', limit: first, used: fields[2] } : undefined;
		case 'import':
			return readImportRequest(fields);
		case 'sent':
			return typeof first === 'string' ? { type: 'sent', key: first } : undefined;
		case 'broken':
			return readBroken(first, fields[2]);
	}
	return undefined;
}

function readCall(id: unknown, path: unknown, args: unknown): GuestMessage | undefined {
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
