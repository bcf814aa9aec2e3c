/** From places in an expression's program to places in what its author wrote. */
import { GuestError, type GloveboxError } from '../core/errors.ts';
import { codeFrame, readFrames } from '../core/frames.ts';
import type { Position } from '../core/positions.ts';
import { positionAt } from '../core/prepare/source-error.ts';
import type { ExpressionProgram } from './program.ts';

/** The same error, placed in the expression; frames of what stands around it are left out. Any other error as it is. */
export function placedError(error: GloveboxError, program: ExpressionProgram, source: string, filename: string): GloveboxError {
	if (!(error instanceof GuestError)) return error;
	const original = (line: number, column: number): Position | undefined =>
		line > program.linesBefore ? program.positions.original(line - program.linesBefore, column) : undefined;
	const lineCount = source.split(/\r\n|[\n\r\u2028\u2029]/).length;
	const places = readFrames(error.stack ?? '').flatMap((frame) => {
		const place = frame.file === filename ? original(frame.line, frame.column) : undefined;
		return place && place.line <= lineCount ? [{ name: frame.name, ...place }] : [];
	});
	const { name, message, details } = error;
	const top = places[0] ?? placeOfName(message, source);
	return new GuestError(error.code, message, {
		name,
		details,
		stack: places.map((place) => frameText(place, filename)).join('\n'),
		...('cause' in error ? { cause: error.cause } : {}),
		...(error.errors ? { errors: error.errors } : {}),
		...('thrown' in error ? { thrown: error.thrown } : {}),
		...(top ? { line: top.line, column: top.column, codeFrame: codeFrame(source, top.line, top.column) } : {}),
	});
}

/** V8 14.6 gives an unknown name no place under `with`: it is where the name is first written. */
function placeOfName(message: string, source: string): Position | undefined {
	const [, name] = /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/u.exec(message) ?? [];
	const at = name === undefined ? -1 : source.indexOf(name);
	return at < 0 ? undefined : positionAt(source, at);
}

/** The function around an expression has no name of the author's. */
function frameText({ name, line, column }: Position & { readonly name: string }, filename: string): string {
	const place = `${filename}:${line}:${column}`;
	return name === '' ? `    at ${place}` : `    at ${name} (${place})`;
}
