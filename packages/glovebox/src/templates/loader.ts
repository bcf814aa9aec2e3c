/** Where templates come from: texts by exact name, or a function. Never a path, never the disk. */
import { isUtf8 } from 'node:buffer';
import { firstBadLine } from '../core/utf8-text.ts';

/** Texts by name, or a function that finds them: `undefined` where there is none. Bytes are read as UTF-8. */
export type TemplateLoader =
	| Readonly<Record<string, string | Uint8Array>>
	| ((name: string) => string | Uint8Array | undefined | Promise<string | Uint8Array | undefined>);

/** A loader, read: the text, or `undefined`. */
export type Load = (name: string) => string | undefined | Promise<string | undefined>;

/** Reads `options.loader`. */
export function readLoader(loader: unknown): Load {
	if (loader === undefined) return () => undefined;
	if (typeof loader === 'function') {
		return (name) => {
			const found: unknown = loader(name);
			return found instanceof Promise ? found.then((late) => readText(late, name)) : readText(found, name);
		};
	}
	if (typeof loader !== 'object' || loader === null) throw new TypeError('options.loader must be an object of templates or a function');
	const texts = new Map(Object.entries(loader).map(([name, text]) => [name, readText(text, name)]));
	return (name) => texts.get(name);
}

function readText(found: unknown, name: string): string | undefined {
	if (found === undefined || found === null) return undefined;
	if (typeof found === 'string') return found.replace(/^\ufeff/, '');
	if (!(found instanceof Uint8Array)) throw new TypeError(`Template "${name}" must be a string or bytes`);
	if (!isUtf8(found)) throw new TypeError(`Template "${name}" is no UTF-8: line ${firstBadLine(found)}`);
	return new TextDecoder().decode(found);
}
