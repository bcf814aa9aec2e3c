/**
 * Which URLs a guest may ask for, and which headers the host adds to which of them.
 *
 * Runs on: host.
 * Trusts: nothing of the guest or of servers. A URL is parsed by the URL standard first and then judged by its parts, so that
 * decimal, octal and percent-encoded hosts are judged as what they mean.
 */
import { PublicError } from '../../core/errors.ts';

/** A request's header fields, names in lower case. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** What was allowed, read. */
export interface FetchPolicy {
	/** The URL, where it may be asked for. Throws a PublicError that says why not. */
	readonly check: (url: string, base?: string) => URL;
	readonly checkMethod: (method: string) => void;
	/** What the host adds for exactly this origin. */
	readonly headersFor: (url: URL) => Headers;
}

export interface PolicyOptions {
	readonly allow: readonly string[];
	readonly methods?: readonly string[];
	readonly headers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Rule {
	/** Undefined: http and https. */
	readonly protocol: string | undefined;
	/** A host name as the URL standard writes it, or the part of it that begins with a dot. */
	readonly host: string;
	readonly subdomains: boolean;
	/** Undefined: the protocol's own. */
	readonly port: string | undefined;
}

const methodName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerName = methodName;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const defaultMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Methods that speak to a proxy, or make a server repeat secrets. */
const neverMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Header fields that belong to one connection or to its framing, or that name the host. Nobody sets them but this code. */
const fixedHeaders: ReadonlySet<string> = new Set([
	'accept-encoding',
	'connection',
	'content-length',
	'expect',
	'host',
	'http2-settings',
	'keep-alive',
	'proxy-authenticate',
	'proxy-authorization',
	'proxy-connection',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
	'via',
]);

/** Reads what was allowed. Throws a TypeError that names the entry that is wrong. */
export function readPolicy({ allow, methods = defaultMethods, headers = {} }: PolicyOptions): FetchPolicy {
	if (!Array.isArray(allow)) throw new TypeError('options.allow must be an array of hosts, such as ["api.example.com"]');
	const rules = allow.map(readRule);
	const allowedMethods = readMethods(methods);
	const injected = new Map(Object.entries(headers).map(([origin, fields]) => [readOrigin(origin), readInjected(origin, fields)]));
	return {
		check: (url, base) => checkUrl(url, base, rules),
		checkMethod: (method) => {
			if (!allowedMethods.has(method)) throw refused(`the method ${quote(method)} is not allowed`);
		},
		headersFor: (url) => injected.get(url.origin) ?? [],
	};
}

/** Throws where a guest sets a field that is not its to set. */
export function checkHeaders(headers: Headers): void {
	for (const [name, value] of headers) {
		if (!headerName.test(name)) throw refused(`${quote(name)} is no name of a header`);
		if (!headerValue.test(value)) throw refused(`the header ${quote(name)} has a value that cannot be sent`);
		if (fixedHeaders.has(name.toLowerCase())) throw refused(`the header ${quote(name)} cannot be set`);
	}
}

/** What the guest sees of a request that is not made. */
export function refused(reason: string): PublicError {
	return new PublicError(`Cannot fetch: ${reason}`, { name: 'TypeError' });
}

function checkUrl(text: string, base: string | undefined, rules: readonly Rule[]): URL {
	const url = URL.parse(text, base);
	if (url === null) throw refused(`${quote(text)} is no URL`);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused(`${quote(url.protocol)} is neither http: nor https:`);
	if (url.username !== '' || url.password !== '') throw refused('a URL with a user name or password');
	if (!rules.some((rule) => matches(rule, url))) throw refused(`${quote(url.origin)} is not allowed`);
	return url;
}

function matches(rule: Rule, url: URL): boolean {
	if (rule.protocol !== undefined && rule.protocol !== url.protocol) return false;
	const ownPort = url.protocol === 'https:' ? '443' : '80';
	if ((url.port || ownPort) !== (rule.port ?? ownPort)) return false;
	return rule.subdomains ? url.hostname.endsWith(rule.host) && url.hostname !== rule.host : url.hostname === rule.host;
}

/** `host`, `host:port`, `*.host`, or any of them after `http://` or `https://`. */
function readRule(entry: unknown): Rule {
	const wrong = () =>
		new TypeError(`options.allow holds ${quote(entry)}; write "api.example.com", "*.example.com", "host:8080" or "https://host"`);
	if (typeof entry !== 'string') throw wrong();
	const [, protocol, star, rest = ''] = /^(https?:\/\/)?(\*\.)?(.+)$/.exec(entry) ?? [];
	const url = URL.parse(`${protocol ?? 'http://'}${rest}`);
	if (url === null || /[*/?#@\\\s]/.test(rest) || url.hostname === '') throw wrong();
	// The parser leaves a protocol's own port out.
	const named = /:(\d+)$/.exec(rest)?.[1];
	const port = named === undefined ? undefined : String(Number(named));
	const subdomains = star !== undefined;
	return { protocol: protocol && url.protocol, host: subdomains ? `.${url.hostname}` : url.hostname, subdomains, port };
}

function readMethods(methods: unknown): ReadonlySet<string> {
	if (!Array.isArray(methods)) throw new TypeError('options.methods must be an array of methods, such as ["GET"]');
	for (const method of methods) {
		if (typeof method !== 'string' || !methodName.test(method) || neverMethods.has(method.toUpperCase()))
			throw new TypeError(`options.methods holds ${quote(method)}, which cannot be allowed`);
	}
	// Requests have the usual methods in capitals, however they were written.
	return new Set((methods as string[]).map((method) => defaultMethods.find((usual) => usual === method.toUpperCase()) ?? method));
}

function readOrigin(origin: string): string {
	const url = URL.parse(origin);
	if (url === null || origin.includes('*') || !/^https?:$/.test(url.protocol) || origin.replace(/\/$/, '').toLowerCase() !== url.origin) {
		throw new TypeError(`options.headers has the key ${quote(origin)}; write an origin, such as "https://api.example.com"`);
	}
	return url.origin;
}

function readInjected(origin: string, fields: Readonly<Record<string, string>>): Headers {
	if (typeof fields !== 'object' || fields === null) throw new TypeError(`options.headers[${quote(origin)}] must be a record of fields`);
	return Object.entries(fields).map(([name, value]) => {
		const fits = headerName.test(name) && typeof value === 'string' && headerValue.test(value) && !fixedHeaders.has(name.toLowerCase());
		// The value may be a secret: it is not in the message.
		if (!fits) throw new TypeError(`options.headers[${quote(origin)}] has a field ${quote(name)} that cannot be sent`);
		return [name.toLowerCase(), value] as const;
	});
}

function quote(value: unknown): string {
	return JSON.stringify(String(value).slice(0, 200));
}
