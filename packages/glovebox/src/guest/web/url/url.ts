/** `URL`. */
import { defineInterface, requireArguments, toScalarText } from '../interface.ts';
import { parsePart, parseUrl, type StateName } from './parse.ts';
import { takesCredentials, type UrlRecord, writeHost, writeOrigin, writePath, writeUrl } from './record.ts';
import { percentEncode, userinfoSet } from './percent.ts';
import { linkParams, resetParams, URLSearchParams } from './search-params.ts';

// Size: the members that the standard gives the class.
export class URL {
	#url: UrlRecord;
	#params: URLSearchParams | undefined;

	constructor(url: unknown, base: unknown = undefined) {
		requireArguments(arguments.length, 1, 'URL');
		const parsed = parseArguments(url, base);
		if (parsed === undefined) throw invalid(url, base);
		this.#url = parsed;
	}

	static canParse(url: unknown, base: unknown = undefined): boolean {
		requireArguments(arguments.length, 1, 'URL.canParse');
		return parseArguments(url, base) !== undefined;
	}

	static parse(url: unknown, base: unknown = undefined): URL | null {
		requireArguments(arguments.length, 1, 'URL.parse');
		return parseArguments(url, base) === undefined ? null : new URL(url, base);
	}

	get href(): string {
		return writeUrl(this.#url);
	}

	set href(value: unknown) {
		const url = parseUrl(toScalarText(value));
		if (url === undefined) throw invalid(value, undefined);
		this.#url = url;
		if (this.#params) resetParams(this.#params, url.query ?? '');
	}

	get origin(): string {
		return writeOrigin(this.#url, parseUrl);
	}

	get protocol(): string {
		return `${this.#url.scheme}:`;
	}

	set protocol(value: unknown) {
		this.#setPart(`${toScalarText(value)}:`, 'scheme start');
	}

	get username(): string {
		return this.#url.username;
	}

	set username(value: unknown) {
		const text = toScalarText(value);
		if (takesCredentials(this.#url)) this.#url.username = percentEncode(text, userinfoSet);
	}

	get password(): string {
		return this.#url.password;
	}

	set password(value: unknown) {
		const text = toScalarText(value);
		if (takesCredentials(this.#url)) this.#url.password = percentEncode(text, userinfoSet);
	}

	get host(): string {
		return writeHost(this.#url);
	}

	set host(value: unknown) {
		const text = toScalarText(value);
		if (typeof this.#url.path !== 'string') this.#setPart(text, 'host');
	}

	get hostname(): string {
		return this.#url.host ?? '';
	}

	set hostname(value: unknown) {
		const text = toScalarText(value);
		if (typeof this.#url.path !== 'string') this.#setPart(text, 'hostname');
	}

	get port(): string {
		return `${this.#url.port ?? ''}`;
	}

	set port(value: unknown) {
		const text = toScalarText(value);
		if (!takesCredentials(this.#url)) return;
		if (text === '') this.#url.port = undefined;
		else this.#setPart(text, 'port');
	}

	get pathname(): string {
		return writePath(this.#url);
	}

	set pathname(value: unknown) {
		const text = toScalarText(value);
		if (typeof this.#url.path === 'string') return;
		this.#url.path = [];
		this.#setPart(text, 'path start');
	}

	get search(): string {
		return this.#url.query ? `?${this.#url.query}` : '';
	}

	set search(value: unknown) {
		const text = toScalarText(value);
		this.#url.query = text === '' ? undefined : '';
		const query = text.startsWith('?') ? text.slice(1) : text;
		if (text !== '') this.#setPart(query, 'query');
		if (this.#params) resetParams(this.#params, this.#url.query ?? '');
	}

	get searchParams(): URLSearchParams {
		if (this.#params) return this.#params;
		this.#params = new URLSearchParams(this.#url.query ?? '');
		if (this.#url.query?.startsWith('?')) resetParams(this.#params, this.#url.query);
		linkParams(this.#params, (query) => {
			this.#url.query = query === '' ? undefined : query;
		});
		return this.#params;
	}

	get hash(): string {
		return this.#url.fragment ? `#${this.#url.fragment}` : '';
	}

	set hash(value: unknown) {
		const text = toScalarText(value);
		this.#url.fragment = text === '' ? undefined : '';
		if (text !== '') this.#setPart(text.startsWith('#') ? text.slice(1) : text, 'fragment');
	}

	toString(): string {
		return writeUrl(this.#url);
	}

	toJSON(): string {
		return writeUrl(this.#url);
	}

	/** A value that is refused changes nothing, up to where it is. */
	#setPart(text: string, start: StateName): void {
		parsePart(text, this.#url, start);
	}
}

defineInterface(URL, 'URL');

function parseArguments(url: unknown, base: unknown): UrlRecord | undefined {
	const text = toScalarText(url);
	if (base === undefined) return parseUrl(text);
	const baseUrl = parseUrl(toScalarText(base));
	return baseUrl && parseUrl(text, baseUrl);
}

/** As Node's: programs look at `code`. */
function invalid(input: unknown, base: unknown): TypeError {
	const details = { code: 'ERR_INVALID_URL', input: `${input}`, ...(base === undefined ? {} : { base: `${base}` }) };
	return Object.assign(new TypeError('Invalid URL'), details);
}
