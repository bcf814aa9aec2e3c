/**
 * Turns a guest's source into scripts that an engine evaluates as they are.
 *
 * Runs on: carriers, and the host for engines in its own thread and for `compile`.
 * Trusts: nothing. The source is hostile: nesting is counted before a parser sees it, and nothing of it is run here.
 *
 * | kind and what is found | becomes | in |
 * |---|---|---|
 * | Script | itself | `prepare/decide.ts` |
 * | Script with top-level `await` | a head of declarations, and an async function | `prepare/awaiting.ts` |
 * | function body | a function | `prepare/function.ts` |
 * | module, CommonJS module | a `ModuleShape` | `prepare/module.ts`, `prepare/commonjs.ts` |
 * | TypeScript | JavaScript first | `prepare/typescript.ts` |
 */
import { createProgramCache } from './prepare/cache.ts';
import { checkNesting } from './prepare/nesting.ts';
import { shapeCommonJs } from './prepare/commonjs.ts';
import type { Parts } from './prepare/parts.ts';
import { shapeJavaScript } from './prepare/decide.ts';
import { openRoot } from './prepare/root.ts';
import { attempt, furthestError, movedError, SourceError } from './prepare/source-error.ts';
import { mayBeTypeScript, stripTypes } from './prepare/typescript.ts';
import { composedPositions } from './positions.ts';
import type { Kind, Prepared, Program } from './program.ts';

/** What was found out about a program, beside its scripts. */
export interface Preparation extends Prepared {
	readonly language: 'js' | 'ts';
	/** Whether its syntax was checked; an unchecked Script is the engine's to refuse. */
	readonly checked: boolean;
}

/** Prepares a program. Throws a `SourceError` for syntax that is wrong, where that is found here and not left to the engine. */
export function prepare(program: Program): Preparation {
	return prepareProgram(program, true);
}

/** As `prepare`, with a full check of the syntax. */
export function prepareChecked(program: Program): Preparation {
	return prepareProgram(program, false);
}

const cache = createProgramCache<Preparation>(256, 4 * 2 ** 20);

function prepareProgram(program: Program, unparsed: boolean): Preparation {
	const known = cache.get(program);
	if (known && (unparsed || known.checked)) return known;
	const preparation = { ...shape(program, unparsed), filename: program.filename };
	cache.set(program, preparation);
	return preparation;
}

type Shaped = Omit<Preparation, 'filename'>;

function shape(program: Program, unparsed: boolean): Shaped {
	const { source, filename, kind, language } = program;
	if (kind === 'import') return { ...shape({ ...program, kind: 'module' }, false), mode: 'import' };
	if (kind === 'commonjs') {
		checkNesting(source);
		return { ...shapeCommonJs(source, filename), mode: 'import', language: 'js', checked: true };
	}
	if (kind === 'root') return { ...openRoot(source), language: 'js', checked: true };
	checkNesting(source);
	try {
		if (language === 'js') return shapeAs(program, kind, unparsed);
		if (language === 'ts') return shapeTypeScript(program, kind);
		return shapeEither(program, kind, unparsed);
	} catch (error) {
		if (error instanceof RangeError) throw new SourceError('Code is nested too deeply', { line: 0, column: 0 });
		throw error;
	}
}

function shapeAs({ source, filename }: Program, kind: Kind, unparsed: boolean): Shaped {
	const parts = shapeJavaScript({ source, filename, kind, unparsed });
	return { ...parts, language: 'js', checked: !unparsed };
}

/** JavaScript if it parses as that: taking types out of JavaScript can change it, `a<b>(c)` for one. */
function shapeEither(program: Program, kind: Kind, unparsed: boolean): Shaped {
	if (!mayBeTypeScript(program.source)) return shapeAs(program, kind, unparsed);
	const javaScript = attempt(() => shapeAs(program, kind, false));
	if (!(javaScript instanceof SourceError)) return javaScript;
	const typeScript = attempt(() => shapeTypeScript(program, kind));
	if (!(typeScript instanceof SourceError)) return typeScript;
	throw furthestError([javaScript, typeScript]);
}

function shapeTypeScript({ source, filename }: Program, kind: Kind): Shaped {
	const { code, positions } = stripTypes(source, kind);
	const parts = attempt<Parts>(() => shapeJavaScript({ source: code, filename, kind, unparsed: false }));
	if (parts instanceof SourceError) throw movedError(parts, positions);
	return { ...parts, positions: composedPositions(parts.positions, positions), language: 'ts', checked: true };
}
