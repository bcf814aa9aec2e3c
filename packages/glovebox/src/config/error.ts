/** The error of a config: what is wrong, in which file, where, and with the lines around it. */
import { GuestError } from '../core/errors.ts';
import { codeFrame } from '../core/frames.ts';
import { pathText } from './path.ts';
import type { Place } from './tree.ts';

export interface ConfigProblem extends Place {
	/** The text of the file, for the code frame. */
	readonly text?: string | undefined;
	/** Which value is concerned. */
	readonly path?: readonly string[] | undefined;
	readonly cause?: unknown;
	/** Everything that is wrong, where it is several things. */
	readonly issues?: readonly unknown[] | undefined;
}

/** Makes a `GuestError` `GLOVEBOX_CONFIG`. `details` has `file` and `path`. */
export function configError(message: string, problem: ConfigProblem = {}): GuestError {
	const { file, line, column, text, path, cause, issues } = problem;
	const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}: `;
	// Data files count lines at line feeds alone, so that other separators must not end a line of the frame.
	const frame = text === undefined || line === undefined ? undefined : codeFrame(text.replace(/[\u2028\u2029]/g, ' '), line, column ?? 1);
	return new GuestError('GLOVEBOX_CONFIG', `Cannot load the config: ${place}${message}`, {
		name: 'ConfigError',
		line,
		column,
		codeFrame: frame,
		details: {
			...(file === undefined ? {} : { file }),
			...(path === undefined ? {} : { path: pathText(path) }),
			...(issues === undefined ? {} : { issues }),
		},
		...(cause === undefined ? {} : { cause }),
	});
}
