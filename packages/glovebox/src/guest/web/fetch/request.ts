/** `Request`. */
import { defineInterface, requireArguments, toDictionary, toScalarText } from '../interface.ts';
import { use } from '../realm.ts';
import { type Body, type BodyMembers, cloneBody, defineBody, extractBody, isUnusable, moveBody } from './body.ts';
import { Headers, listOf } from './headers.ts';
import { readOptions, standardOptions } from './request-options.ts';

type AbortSignal = InstanceType<ReturnType<typeof use<'events'>>['AbortSignal']>;

interface RequestInit {
	readonly method: unknown;
	readonly headers: unknown;
	readonly body: unknown;
	readonly redirect: unknown;
	readonly signal: unknown;
	readonly duplex: unknown;
	readonly [name: string]: unknown;
}

const redirects = ['follow', 'error', 'manual'];

interface RequestState {
	readonly url: string;
	readonly method: string;
	readonly headers: Headers;
	readonly redirect: string;
	readonly signal: AbortSignal;
	readonly body: Body;
	readonly options: Readonly<Record<string, unknown>>;
}

/** What `fetch` reads of a request. */
export let stateOf: (request: Request) => RequestState;

export class Request {
	#state: RequestState;

	static {
		stateOf = (request) => request.#state;
	}

	constructor(input: unknown, init: unknown = undefined) {
		requireArguments(arguments.length, 1, 'Request');
		const given = toDictionary<RequestInit>(init, 'The init of a Request');
		this.#state = input instanceof Request ? readState(input.#state, given) : readState(readUrl(input), given);
	}

	get method(): string {
		return this.#state.method;
	}

	get url(): string {
		return this.#state.url;
	}

	get headers(): Headers {
		return this.#state.headers;
	}

	get redirect(): string {
		return this.#state.redirect;
	}

	get signal(): AbortSignal {
		return this.#state.signal;
	}

	get duplex(): string {
		void this.#state;
		return 'half';
	}

	clone(): Request {
		const copy = new Request(this.#state.url);
		const { signal, headers, body } = this.#state;
		copy.#state = { ...this.#state, headers: new Headers(headers), body: cloneBody(body), signal: use('events').AbortSignal.any([signal]) };
		return copy;
	}
}

export interface Request extends BodyMembers {}

for (const name of ['destination', ...Object.keys(standardOptions)]) {
	Object.defineProperty(Request.prototype, name, {
		get(this: Request) {
			return stateOf(this).options[name] ?? '';
		},
		enumerable: true,
		configurable: true,
	});
}
defineBody(Request, (request: Request) => {
	const { body, headers } = stateOf(request);
	return { body, type: headers.get('content-type') ?? '' };
});
defineInterface(Request, 'Request');

function readUrl(input: unknown): string {
	const text = toScalarText(input);
	const url = use('url').URL.parse(text);
	if (url === null) throw new TypeError(`Failed to parse URL from ${text}`);
	if (url.username !== '' || url.password !== '') {
		throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
	}
	return url.href;
}

/** A request from a URL or from another request, with what `init` says instead. */
function readState(from: string | RequestState, init: Partial<RequestInit>): RequestState {
	const old = typeof from === 'string' ? undefined : from;
	const method = init.method === undefined ? (old?.method ?? 'GET') : readMethod(init.method);
	const redirect = `${init.redirect ?? old?.redirect ?? 'follow'}`;
	if (!redirects.includes(redirect)) throw new TypeError(`"${redirect}" is not an accepted type of redirect`);
	const headers = new Headers(init.headers ?? (old ? listOf(old.headers) : undefined));
	const body = readBody(init, old, method, headers);
	return {
		url: old?.url ?? (from as string),
		method,
		redirect,
		headers,
		body,
		signal: readSignal(init, old),
		options: readOptions(init, old?.options),
	};
}

function readBody(init: Partial<RequestInit>, old: RequestState | undefined, method: string, headers: Headers): Body {
	const inherited = old?.body.bytes !== undefined || old?.body.stream !== undefined;
	const given = init.body !== undefined && init.body !== null;
	if ((given || inherited) && (method === 'GET' || method === 'HEAD'))
		throw new TypeError('Request with GET/HEAD method cannot have body.');
	if (!given) {
		if (old === undefined || !inherited) return { used: false };
		if (isUnusable(old.body)) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
		return moveBody(old.body);
	}
	const { body, type } = extractBody(init.body);
	if (body.stream !== undefined && init.duplex !== 'half')
		throw new TypeError('RequestInit: duplex option is required when sending a body.');
	if (type !== undefined && !headers.has('content-type')) headers.set('content-type', type);
	return body;
}

function readMethod(value: unknown): string {
	const method = `${value}`;
	if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
	if (/^(?:connect|trace|track)$/i.test(method)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
	return /^(?:delete|get|head|options|patch|post|put)$/i.test(method) && !/^patch$/i.test(method) ? method.toUpperCase() : method;
}

/** A request has a signal of its own, which follows what it was given. */
function readSignal(init: Partial<RequestInit>, old: RequestState | undefined): AbortSignal {
	const { AbortSignal } = use('events');
	const given = init.signal === undefined ? old?.signal : init.signal;
	if (given === undefined || given === null) return AbortSignal.any([]);
	if (!(given instanceof AbortSignal)) throw new TypeError('The signal of a Request must be an AbortSignal');
	return AbortSignal.any([given]);
}
