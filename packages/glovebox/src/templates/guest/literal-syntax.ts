/**
 * The syntax of `literal`: where its holes are, and where in HTML each of them stands.
 *
 * Runs on: guest. The functions are sent as text, so they use one another and nothing else of this module.
 * Trusts: nothing of the template.
 */

/** Where a hole stands. In the last five no escaping makes a value harmless, so a hole is refused there. */
export type Context = 'text' | 'attribute' | 'url' | 'script' | 'handler' | 'style' | 'comment' | 'tag' | 'unquoted' | 'document';

export interface Hole {
	readonly code: string;
	readonly offset: number;
	readonly context: Context;
}

interface Parsed {
	/** One more than there are holes. */
	readonly texts: readonly string[];
	readonly holes: readonly Hole[];
}

export class TemplateError extends Error {
	readonly offset: number;
	constructor(message: string, offset: number) {
		super(message);
		this.name = 'SyntaxError';
		this.offset = offset;
	}
}

function isExpression(code: string): boolean {
	try {
		// The realm's own parser decides; a body cannot leave the function it is given to.
		new Function(`'use strict'; return (\n${code}\n)`);
		return code.trim() !== '' && !/^\s*\)/.test(code);
	} catch {
		return false;
	}
}

/** The brace that ends a hole: the first one before which an expression is whole. */
function holeEnd(source: string, start: number): number {
	for (let end = source.indexOf('}', start); end >= 0; end = source.indexOf('}', end + 1)) {
		if (isExpression(source.slice(start, end))) return end;
	}
	throw new TemplateError('This hole is no expression that ends with "}"', start - 2);
}

/**
 * Follows HTML's tokenizer through the text, and says where it stands at each hole. One character after another, so linear.
 * Size: one table of states, with what they share.
 */
function makeScanner(): (text: string) => Context {
	let state = 'text';
	let tag = '';
	let isEnd = false;
	let attribute = '';
	let quote = '';
	let isEmpty = true;
	let dashes = '';
	const leaveTag = (): void => {
		state = !isEnd && (tag === 'script' || tag === 'style') ? 'raw' : 'text';
	};
	const steps: Readonly<Record<string, (char: string, ahead: string) => void>> = {
		text(char, ahead) {
			if (char !== '<') return;
			if (ahead.startsWith('<!--')) [state, dashes] = ['comment', ''];
			else if (/^<\/?[a-z]/i.test(ahead)) [state, tag, isEnd] = ['name', '', ahead[1] === '/'];
		},
		comment(char) {
			if (char === '>' && dashes === '--') state = 'text';
			dashes = (dashes + char).slice(-2);
		},
		raw(char, ahead) {
			if (char === '<' && ahead.toLowerCase().startsWith(`</${tag}`)) [state, tag, isEnd] = ['name', '', true];
		},
		name(char) {
			if (char === '>') leaveTag();
			else if (/\s/.test(char)) state = 'tag';
			else if (char !== '/') tag += char.toLowerCase();
		},
		tag(char) {
			if (char === '>') leaveTag();
			else if (char === '=' && attribute !== '') state = 'equals';
			else if (!/[\s/]/.test(char)) [state, attribute] = ['attribute', char.toLowerCase()];
		},
		attribute(char) {
			if (char === '>') leaveTag();
			else if (char === '=') state = 'equals';
			else if (/[\s/]/.test(char)) state = 'tag';
			else attribute += char.toLowerCase();
		},
		equals(char) {
			if (char === '>') leaveTag();
			else if (!/\s/.test(char)) [state, quote, isEmpty] = ['value', /["']/.test(char) ? char : '', true];
		},
		value(char) {
			isEmpty = false;
			if (quote === '' ? !/[\s>]/.test(char) : char !== quote) return;
			[state, attribute] = ['tag', ''];
			if (quote === '' && char === '>') leaveTag();
		},
	};
	const valueContext = (): Context => {
		const isWhole = isEmpty;
		isEmpty = false;
		if (quote === '') return 'unquoted';
		if (attribute.startsWith('on')) return 'handler';
		if (attribute === 'style') return 'style';
		if (attribute === 'srcdoc') return 'document';
		return isWhole && /^(?:href|src|action|formaction|poster|cite|data|background|ping|xlink:href)$/.test(attribute) ? 'url' : 'attribute';
	};
	return (text) => {
		for (let at = 0; at < text.length; at++) steps[state]?.(text[at] as string, text.slice(at, at + 10));
		if (state === 'text') return /<\/?$/.test(text) ? 'tag' : 'text';
		if (state === 'comment') return 'comment';
		if (state === 'raw') return tag === 'script' ? 'script' : 'style';
		if (state === 'equals') return 'unquoted';
		return state === 'value' ? valueContext() : 'tag';
	};
}

/** Why a hole cannot stand somewhere. */
function refusalOf(context: Context): string | undefined {
	if (context === 'unquoted') return 'A hole in an attribute needs quotes around the value';
	if (context === 'tag') return 'A hole cannot be the name of a tag or an attribute';
	if (context === 'comment' || context === 'style') return `A hole cannot stand in a ${context}`;
	return context === 'document' ? 'A hole cannot stand in an attribute that is a document' : undefined;
}

export function parseLiteral(source: string, escapes: boolean): Parsed {
	const texts: string[] = [];
	const holes: Hole[] = [];
	const scan = makeScanner();
	let text = '';
	for (let at = 0; at < source.length; ) {
		const next = source.indexOf('${', at);
		if (next < 0) {
			text += source.slice(at);
			break;
		}
		if (source[next - 1] === '\\') {
			text += `${source.slice(at, next - 1)}\${`;
			at = next + 2;
			continue;
		}
		text += source.slice(at, next);
		const end = holeEnd(source, next + 2);
		const context = escapes ? scan(text) : 'text';
		const refusal = refusalOf(context);
		if (refusal !== undefined) throw new TemplateError(refusal, next);
		texts.push(text);
		holes.push({ code: source.slice(next + 2, end), offset: next, context });
		text = '';
		at = end + 1;
	}
	texts.push(text);
	return { texts, holes };
}

export const literalSyntax = [TemplateError, isExpression, holeEnd, makeScanner, refusalOf, parseLiteral];
