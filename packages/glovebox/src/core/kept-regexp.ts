/**
 * Keeps `replace`, `match` and `split` quick in a realm whose intrinsics are frozen.
 *
 * Runs on: guest, before the freeze. The functions are sent as text, so they use one another and nothing else of this module.
 * Trusts: the fresh realm. What they use of it later is frozen by then; the expression and its text are the guest's, and may be anything.
 *
 * V8 14.6 takes its short way through these only while `RegExp.prototype` has its first hidden class, which freezing it changes: a
 * `replace` took five times as long and a `split` sixteen times, and with them every template's escaping; `exec` and `test` stay quick.
 * So the common forms are done with `exec`, in the order of ECMA-262's steps, and the others by the engine's own functions.
 */

/** An expression of which all that these functions look up is the realm's own, and so frozen. */
function isPlainRegExp(value: unknown): value is RegExp {
	if (typeof value !== 'object' || value === null || Reflect.getPrototypeOf(value) !== RegExp.prototype) return false;
	return !Object.hasOwn(value, 'exec') && !Object.hasOwn(value, 'flags') && !Object.hasOwn(value, 'constructor');
}

/** Past an empty match, by a whole character where the expression counts in those. */
function stepOver(expression: RegExp, text: string): void {
	const at = expression.lastIndex;
	const isWhole = (expression.unicode || expression.unicodeSets) && (text.codePointAt(at) ?? 0) > 0xffff;
	expression.lastIndex = at + (isWhole ? 2 : 1);
}

/** What a function makes of a match. */
function replaceBy(replacer: (...parts: unknown[]) => unknown, found: RegExpExecArray, text: string): string {
	if (found.length === 1 && found.groups === undefined) return `${replacer(found[0], found.index, text) as string}`;
	const tail = found.groups === undefined ? [found.index, text] : [found.index, text, found.groups];
	return `${replacer(...found, ...tail) as string}`;
}

function replaceEach(expression: RegExp, text: string, by: string | ((...parts: unknown[]) => unknown)): string {
	const matches = matchEach(expression, text);
	if (matches.length === 0) return text;
	let made = '';
	let from = 0;
	for (const found of matches) {
		const put = typeof by === 'string' ? by : replaceBy(by, found, text);
		made += text.slice(from, found.index) + put;
		from = found.index + found[0].length;
	}
	return made + text.slice(from);
}

/** All matches are there before the first is replaced: a replacer may use the same expression. */
function matchEach(expression: RegExp, text: string): RegExpExecArray[] {
	const matches: RegExpExecArray[] = [];
	expression.lastIndex = 0;
	for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
		matches.push(found);
		if (found[0] === '') stepOver(expression, text);
	}
	return matches;
}

function splitAt(expression: RegExp, text: string): string[] {
	const separator = new RegExp(expression, expression.global ? expression.flags : `${expression.flags}g`);
	const parts: string[] = [];
	let from = 0;
	for (let found = separator.exec(text); found !== null; found = separator.exec(text)) {
		if (found.index >= text.length) break;
		if (separator.lastIndex === from) {
			separator.lastIndex = from + 1;
			continue;
		}
		parts.push(text.slice(from, found.index));
		for (let group = 1; group < found.length; group++) parts.push(found[group] as string);
		from = separator.lastIndex;
		if (found[0] === '') separator.lastIndex = from + 1;
	}
	parts.push(text.slice(from));
	return parts;
}

/** Puts the quick forms on `RegExp.prototype`, on V8: it alone remembers the last match there. QuickJS is as quick as it was. */
export function quickenRegExps(): void {
	if (!('lastMatch' in RegExp)) return;
	const prototype = RegExp.prototype;
	const own = { replace: prototype[Symbol.replace], match: prototype[Symbol.match], split: prototype[Symbol.split] };
	const { apply } = Reflect;
	const quick = {
		[Symbol.replace](this: unknown, text: unknown, by: unknown): unknown {
			const isSimple = typeof by === 'function' || (typeof by === 'string' && !by.includes('$'));
			if (!isSimple || typeof text !== 'string' || !isPlainRegExp(this) || !this.global) return apply(own.replace, this, [text, by]);
			return replaceEach(this, text, by as string);
		},
		[Symbol.match](this: unknown, text: unknown): unknown {
			if (typeof text !== 'string' || !isPlainRegExp(this)) return apply(own.match, this, [text]);
			if (!this.global) return this.exec(text);
			const matches = matchEach(this, text);
			return matches.length === 0 ? null : matches.map((found) => found[0]);
		},
		[Symbol.split](this: unknown, text: unknown, most: unknown): unknown {
			const isSimple = most === undefined && typeof text === 'string' && text !== '' && isPlainRegExp(this);
			if (!isSimple || this.sticky || this.unicode || this.unicodeSets) return apply(own.split, this, [text, most]);
			return splitAt(this, text);
		},
	};
	for (const key of [Symbol.replace, Symbol.match, Symbol.split] as const) {
		Object.defineProperty(prototype, key, { value: quick[key] });
	}
}

export const regExpParts = [isPlainRegExp, stepOver, replaceBy, matchEach, replaceEach, splitAt, quickenRegExps];
