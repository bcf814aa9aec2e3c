/** An outcome as text: for people, and as one line of JSON. */
import { type ConsoleEntry, type GloveboxError, GuestError, inspectValue, LimitError, type Outcome } from '../index.ts';
import { tagged } from './tagged-value.ts';
import { hasColours, jsonLine, paint, shown } from './terminal.ts';

/** What goes to stdout: a string raw, `undefined` nothing, anything else as `util.inspect` shows it. */
export function valueText(value: unknown, stream: NodeJS.WriteStream): string {
	if (value === undefined) return '';
	if (typeof value === 'string') return `${shown(value, stream)}\n`;
	// Neither the message of an error nor the source of an expression is quoted.
	return `${shown(inspectValue(value, { colors: hasColours(stream) }), stream)}\n`;
}

/** An entry of the guest's console as a line for stderr. */
export function consoleText({ level, text }: ConsoleEntry): string {
	const { stderr } = process;
	const line = shown(text, stderr);
	if (level === 'error') return `${paint.red(line, stderr)}\n`;
	if (level === 'warn') return `${paint.yellow(line, stderr)}\n`;
	if (level === 'debug') return `${paint.dim(line, stderr)}\n`;
	return `${line}\n`;
}

/** An error for people: what happened, where in the guest's own text, and what to do about it. */
export function errorText(error: GloveboxError, filename: string): string {
	const { stderr } = process;
	// The only signal that the command gives a run is Ctrl-C.
	if (error.code === 'GLOVEBOX_ABORTED') return `${paint.yellow('Interrupted', stderr)}\n`;
	const lines = [`${paint.red(shown(error.name, stderr), stderr)}: ${shown(error.message, stderr)}`];
	if (error instanceof GuestError) lines.push(...placeLines(error, filename), ...causeLines(error.cause));
	const hint = hintFor(error);
	if (hint !== undefined) lines.push(paint.dim(`  ${hint}`, stderr));
	return `${lines.join('\n')}\n`;
}

function placeLines({ line, column, codeFrame }: GuestError, filename: string): string[] {
	const { stderr } = process;
	const lines = line === undefined ? [] : [paint.dim(`  ${shown(filename, stderr)}:${line}:${column ?? 1}`, stderr)];
	return codeFrame ? [...lines, shown(codeFrame, stderr)] : lines;
}

const longestChain = 10;

function causeLines(first: unknown): string[] {
	const lines: string[] = [];
	for (let cause = first; cause !== undefined && lines.length < longestChain; cause = cause instanceof Error ? cause.cause : undefined) {
		const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : inspectValue(cause);
		lines.push(`  caused by ${shown(text, process.stderr)}`);
	}
	return lines;
}

const doctorHint = '"glovebox doctor" says what works here, and the remedy';

const hints: ReadonlyMap<string, string> = new Map([
	['GLOVEBOX_GUEST_VALUE', 'Return data, or print it with console.log'],
	['GLOVEBOX_GUEST_MODULE', 'The command grants no modules: put everything into one file'],
	['GLOVEBOX_BOUNDARY', doctorHint],
	['GLOVEBOX_MISSING', doctorHint],
	['GLOVEBOX_CRASHED', doctorHint],
]);

function hintFor(error: GloveboxError): string | undefined {
	if (!(error instanceof LimitError)) return hints.get(error.code);
	const { limit, allowed } = error.details;
	return `Raise it with --limit ${limit}=${allowed * 2}`;
}

/** The outcome as one line. Values that JSON lacks are `{ "$type": … }`. */
export function outcomeJson(outcome: Outcome): string {
	const { usage, console, diagnostics, calls } = outcome;
	const result = outcome.ok ? { ok: true, value: tagged(outcome.value) } : { ok: false, error: errorJson(outcome.error) };
	return jsonLine({ ...result, usage, console, diagnostics: diagnostics.map(diagnosticJson), calls });
}

function diagnosticJson(diagnostic: Outcome['diagnostics'][number]): unknown {
	return { ...diagnostic, ...('error' in diagnostic ? { error: tagged(diagnostic.error) } : {}) };
}

function errorJson(error: GloveboxError): unknown {
	const { code, name, message, details } = error;
	const base = { code, name, message, details: tagged(details) };
	if (!(error instanceof GuestError)) return base;
	const { line, column, codeFrame, stack } = error;
	return {
		...base,
		line,
		column,
		codeFrame,
		stack,
		...(error.cause === undefined ? {} : { cause: tagged(error.cause) }),
		...(error.errors === undefined ? {} : { errors: tagged(error.errors) }),
		...('thrown' in error ? { thrown: tagged(error.thrown) } : {}),
	};
}
