/** A session opens a name for reading and writing by running this. */
import { identityPositions } from '../positions.ts';
import type { Parts } from './parts.ts';
import { SourceError } from './source-error.ts';

const reserved = new Set(
	(
		'break case catch class const continue debugger default delete do else enum export extends false finally for function if import ' +
		'in instanceof new null return super switch this throw true try typeof var void while with'
	).split(' '),
);

/** The script whose value is `[read, write, name]` of one name of the global scope. */
export function openRoot(name: string): Parts {
	if (!/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name) || reserved.has(name)) {
		throw new SourceError(`"${name.slice(0, 100)}" is not a name`, { line: 1, column: 1 });
	}
	const value = name === 'v' ? 'w' : 'v';
	return {
		mode: 'root',
		scripts: [{ code: `[()=>${name},(${value})=>{${name}=${value}},"${name}"]`, columnOffset: 0 }],
		positions: identityPositions,
	};
}
