/** An outcome as text: for people, and as one line of JSON. */
import { inspect } from 'node:util';
import type { GloveboxError, Outcome } from '../index.ts';
import { GuestError } from '../index.ts';
import { paint } from './terminal.ts';

/** What goes to stdout: a string raw, `undefined` nothing, anything else as `util.inspect` shows it. */
export function valueText(value: unknown, stream: NodeJS.WriteStream): string {
	if (value === undefined) return '';
	const text = typeof value === 'string' ? value : inspect(value, { colors: stream.hasColors?.() ?? false, depth: 8 });
	return `${text}\n`;
}

/** An error for people: what happened, where in the guest's own text, and the limit it met. */
export function errorText(error: GloveboxError, filename: string): string {
	const { stderr } = process;
	const lines = [`${paint.red(error.name, stderr)}: ${error.message}`];
	if (error instanceof GuestError) {
		if (error.line !== undefined) lines.push(paint.dim(`  ${filename}:${error.line}:${error.column ?? 1}`, stderr));
		if (error.codeFrame) lines.push(error.codeFrame);
		if (error.cause !== undefined) lines.push(`  caused by ${error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : inspect(error.cause)}`);
	}
	return `${lines.join('\n')}\n`;
}

/** The outcome as one line. Values that JSON lacks are `{ "$type": … }`. */
export function outcomeJson(outcome: Outcome): string {
	const { usage, console, diagnostics, calls } = outcome;
	const result = outcome.ok ? { ok: true, value: tagged(outcome.value) } : { ok: false, error: errorJson(outcome.error) };
	return JSON.stringify({ ...result, usage, console, diagnostics: diagnostics.map(diagnosticJson), calls });
}

function diagnosticJson(diagnostic: Outcome['diagnostics'][number]): unknown {
	return { ...diagnostic, ...('error' in diagnostic ? { error: tagged(diagnostic.error) } : {}) };
}

function errorJson(error: GloveboxError): unknown {
	const { code, name, message, details } = error;
	const base = { code, name, message, details: tagged(details) };
	if (!(error instanceof GuestError)) return base;
	const { line, column, codeFrame, stack } = error;
	const cause = error.cause === undefined ? {} : { cause: tagged(error.cause) };
	return { ...base, line, column, codeFrame, stack, ...cause, ...('thrown' in error ? { thrown: tagged(error.thrown) } : {}) };
}

type Tagger = (value: never, inner: (value: unknown) => unknown) => unknown;

const taggers: readonly (readonly [(value: unknown) => boolean, Tagger])[] = [
	[(value) => value instanceof Date, (value: Date) => ({ $type: 'Date', value: Number.isNaN(value.getTime()) ? null : value.toISOString() })],
	[(value) => value instanceof RegExp, (value: RegExp) => ({ $type: 'RegExp', source: value.source, flags: value.flags })],
	[(value) => value instanceof Map, (value: Map<unknown, unknown>, inner) => ({ $type: 'Map', entries: [...value].map(([k, v]) => [inner(k), inner(v)]) })],
	[(value) => value instanceof Set, (value: Set<unknown>, inner) => ({ $type: 'Set', values: [...value].map(inner) })],
	[(value) => value instanceof Error, (value: Error, inner) => ({ $type: 'Error', name: value.name, message: value.message, ...(value.cause === undefined ? {} : { cause: inner(value.cause) }) })],
	[(value) => value instanceof ArrayBuffer, (value: ArrayBuffer) => ({ $type: 'ArrayBuffer', base64: Buffer.from(value).toString('base64') })],
	[ArrayBuffer.isView, (value: ArrayBufferView) => ({ $type: value[Symbol.toStringTag as never] as string, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') })],
];

/** A value as JSON can hold it. A second way to the same object is `{ "$type": "reference" }`. */
export function tagged(value: unknown, seen: Set<unknown> = new Set()): unknown {
	if (typeof value === 'bigint') return { $type: 'bigint', value: String(value) };
	if (value === undefined) return { $type: 'undefined' };
	if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : { $type: 'number', value: Object.is(value, -0) ? '-0' : String(value) };
	if (typeof value !== 'object' || value === null) return value;
	if (seen.has(value)) return { $type: 'reference' };
	seen.add(value);
	const inner = (part: unknown) => tagged(part, seen);
	const tagger = taggers.find(([fits]) => fits(value));
	if (tagger) return tagger[1](value as never, inner);
	if (Array.isArray(value)) return Array.from(value, inner);
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
}
