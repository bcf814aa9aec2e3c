/** Paths into a session's realm: dotted identifiers and array indices, checked, never evaluated. */

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const index = /^(?:0|[1-9]\d{0,9})$/;
const longestPath = 1_000;
/** Words that are no name of a variable, whatever they look like. */
const reserved: ReadonlySet<string> = new Set(
	(
		'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in ' +
		'instanceof let new null return static super switch this throw true try typeof var void while with yield'
	).split(' '),
);

/** Reads `a.b.0.c`. Throws a TypeError that says what is wrong with it. */
export function readPath(path: unknown, action: 'call' | 'get' | 'set'): readonly string[] {
	if (typeof path !== 'string') throw new TypeError(`session.${action}: the path must be a string such as "list.0.name"`);
	if (path.length > longestPath)
		throw new TypeError(`session.${action}: the path is ${path.length} characters long; at most ${longestPath} are taken`);
	const segments = path.split('.');
	const [root = ''] = segments;
	const fits = identifier.test(root) && !reserved.has(root) && segments.every((segment) => identifier.test(segment) || index.test(segment));
	if (!fits)
		throw new TypeError(`session.${action}: "${path}" is no path; write identifiers and indices with dots between, such as "list.0.name"`);
	if (action === 'set' && segments.length > 1) throw new TypeError(`session.set: "${path}" is a path; set takes a name without dots`);
	return segments;
}
