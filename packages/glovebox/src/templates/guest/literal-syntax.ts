/**
 * The syntax of `literal`: where its holes are, and where in HTML each of them stands.
 *
 * Runs on: guest. The functions are sent as text, so they use one another and nothing else of this module.
 * Trusts: nothing of the template.
 */

/** Where a hole stands. In all but the first five no escaping makes a value harmless, so a hole is refused there. */
export type Context =
	| ('text' | 'attribute' | 'url' | 'script' | 'handler')
	| ('style' | 'comment' | 'tag' | 'unquoted' | 'document' | 'scheme' | 'within');

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

/** Whether code that stops here stops within a text, an expression or a comment of its own: a value would bring quotes that end it. */
function isWithin(code: string): boolean {
	const whole =
		/"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|(?<=(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|\breturn)\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//g;
	return /["'`]|\/[/*]/.test(code.replace(whole, '0'));
}

/** What an attribute that holds code says, its quotes as characters. */
function decodeQuotes(text: string): string {
	return text
		.replace(/&(?:quot|#0*34|#x0*22);?/gi, '"')
		.replace(/&(?:apos|#0*39|#x0*27);?/gi, "'")
		.replace(/&(?:grave|#0*96|#x0*60);?/gi, '`');
}

/** What a hole is in an attribute that is a URL, after this much of it. A hole before it is `\0`. */
function urlContext(before: string): Context {
	// Blanks and references to characters at its start are no part of what a browser reads first.
	const start = before.replace(/&[^;\s]*;?/g, '').replace(/[\x01-\x20]/g, '');
	const [, said, delimiter] = /^([^/?#:]*)([/?#:])?/.exec(start) ?? [];
	if (delimiter === undefined) return 'url';
	if (delimiter !== ':') return 'attribute';
	return said === undefined || said.includes('\0') || /^(?:javascript|vbscript|data)$/i.test(said) ? 'scheme' : 'attribute';
}

/** What a hole is in a quoted attribute, after this much of it. */
function attributeContext(name: string, before: string): Context {
	if (name.startsWith('on')) return isWithin(decodeQuotes(before)) ? 'within' : 'handler';
	if (name === 'style') return 'style';
	if (name === 'srcdoc') return 'document';
	const isUrl = /^(?:href|src|action|formaction|poster|cite|data|background|ping|xlink:href)$/.test(name);
	return isUrl ? urlContext(before) : 'attribute';
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
	let value = '';
	let code = '';
	let dashes = '';
	const leaveTag = (): void => {
		state = !isEnd && (tag === 'script' || tag === 'style') ? 'raw' : 'text';
		code = '';
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
			const end = `</${tag}`;
			if (char === '<' && ahead.toLowerCase().startsWith(end) && /^[\s/>]/.test(ahead.slice(end.length)))
				[state, tag, isEnd] = ['name', '', true];
			else code += char;
		},
		name(char) {
			if (char === '>') leaveTag();
			else if (char === '/' && tag === '') return;
			else if (/[\s/]/.test(char)) state = 'tag';
			else tag += char.toLowerCase();
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
			else if (!/\s/.test(char)) [state, quote, value] = ['value', /["']/.test(char) ? char : '', ''];
		},
		value(char) {
			value += char;
			if (quote === '' ? !/[\s>]/.test(char) : char !== quote) return;
			[state, attribute] = ['tag', ''];
			if (quote === '' && char === '>') leaveTag();
		},
	};
	const valueContext = (): Context => {
		const before = value;
		value += '\0';
		return quote === '' ? 'unquoted' : attributeContext(attribute, before);
	};
	const codeContext = (): Context => {
		const before = code;
		code += '0';
		if (tag !== 'script') return 'style';
		return isWithin(before) ? 'within' : 'script';
	};
	return (text) => {
		for (let at = 0; at < text.length; at++) steps[state]?.(text[at] as string, text.slice(at, at + 10));
		if (state === 'text') return /<\/?$/.test(text) ? 'tag' : 'text';
		if (state === 'comment') return 'comment';
		if (state === 'raw') return codeContext();
		if (state === 'equals') return 'unquoted';
		return state === 'value' ? valueContext() : 'tag';
	};
}

/** Why a hole cannot stand somewhere. */
function refusalOf(context: Context): string | undefined {
	if (context === 'unquoted') return 'A hole in an attribute needs quotes around the value';
	if (context === 'tag') return 'A hole cannot be the name of a tag or an attribute';
	if (context === 'within') return 'A hole in a script is a whole value and brings its own quotes: leave out what stands around it';
	if (context === 'scheme') return 'A hole cannot stand in a URL whose scheme is not written out, or is code';
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

export const literalSyntax = [
	TemplateError,
	isExpression,
	holeEnd,
	isWithin,
	decodeQuotes,
	urlContext,
	attributeContext,
	makeScanner,
	refusalOf,
	parseLiteral,
];
