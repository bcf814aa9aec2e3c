/** `Response`. */
import { defineInterface, requireArguments, toDictionary, toScalarText } from '../interface.ts';
import { use } from '../realm.ts';
import { type Body, type BodyMembers, cloneBody, defineBody, extractBody, type Extracted } from './body.ts';
import { Headers, type HeaderList, immutableHeaders, listOf, toByteText } from './headers.ts';

interface ResponseInit {
	readonly status: unknown;
	readonly statusText: unknown;
	readonly headers: unknown;
}

interface ResponseState {
	readonly type: 'default' | 'error' | 'basic';
	readonly url: string;
	readonly redirected: boolean;
	readonly status: number;
	readonly statusText: string;
	readonly headers: Headers;
	readonly body: Body;
}

/** A response as it came from the host. */
export interface Received {
	readonly url: string;
	readonly redirected: boolean;
	readonly status: number;
	readonly statusText: string;
	readonly headers: HeaderList;
	readonly body: Uint8Array<ArrayBuffer>;
}

const withoutBody = [101, 103, 204, 205, 304];
const redirectStatuses = [301, 302, 303, 307, 308];

let make: (state: ResponseState) => Response;
let stateOf: (response: Response) => ResponseState;

export class Response {
	#state: ResponseState;

	static {
		make = (state) => {
			const response = new Response();
			response.#state = state;
			return response;
		};
		stateOf = (response) => response.#state;
	}

	constructor(body: unknown = null, init: unknown = undefined) {
		this.#state = readState(extractBody(body), init);
	}

	static error(): Response {
		const headers = immutableHeaders([]);
		return make({ type: 'error', url: '', redirected: false, status: 0, statusText: '', headers, body: { used: false } });
	}

	static json(data: unknown, init: unknown = undefined): Response {
		requireArguments(arguments.length, 1, 'Response.json');
		const text = JSON.stringify(data) as string | undefined;
		if (text === undefined) throw new TypeError('Value is not JSON serializable');
		return make(readState({ ...extractBody(text), type: 'application/json' }, init));
	}

	static redirect(url: unknown, status: unknown = 302): Response {
		requireArguments(arguments.length, 1, 'Response.redirect');
		const { URL } = use('url');
		const target = URL.parse(toScalarText(url));
		if (target === null) throw new TypeError(`Failed to parse URL from ${toScalarText(url)}`);
		const code = toStatus(status);
		if (!redirectStatuses.includes(code)) throw new RangeError(`Invalid status code ${code}`);
		const state = readState(extractBody(null), { status: code });
		return make({ ...state, headers: immutableHeaders([['location', target.href]]) });
	}

	get type(): string {
		return this.#state.type;
	}

	get url(): string {
		return this.#state.url;
	}

	get redirected(): boolean {
		return this.#state.redirected;
	}

	get status(): number {
		return this.#state.status;
	}

	get ok(): boolean {
		return this.#state.status >= 200 && this.#state.status <= 299;
	}

	get statusText(): string {
		return this.#state.statusText;
	}

	get headers(): Headers {
		return this.#state.headers;
	}

	clone(): Response {
		const { body, headers, ...state } = this.#state;
		return make({ ...state, body: cloneBody(body), headers: new Headers(headers) });
	}
}

export interface Response extends BodyMembers {}

defineBody(Response, (response: Response) => {
	const { body, headers } = stateOf(response);
	return { body, type: headers.get('content-type') ?? '' };
});
defineInterface(Response, 'Response');

/** The response that the host's answer is. */
export function receivedResponse({ url, redirected, status, statusText, headers, body }: Received): Response {
	return make({
		type: 'basic',
		url,
		redirected,
		status,
		statusText,
		headers: immutableHeaders(headers),
		body: withoutBody.includes(status) ? { used: false } : { bytes: body, used: false },
	});
}

function readState({ body, type }: Extracted, init: unknown): ResponseState {
	const given = toDictionary<ResponseInit>(init, 'The init of a Response');
	const status = given.status === undefined ? 200 : toStatus(given.status);
	if (status < 200 || status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
	const statusText = toByteText(given.statusText ?? '');
	if (!/^[\t \x21-\x7e\x80-\xff]*$/.test(statusText)) throw new TypeError('Invalid statusText');
	const headers = new Headers(given.headers instanceof Headers ? listOf(given.headers) : given.headers);
	if (body.bytes !== undefined || body.stream !== undefined) {
		if (withoutBody.includes(status)) throw new TypeError(`Response constructor: Invalid response status code ${status}`);
		if (type !== undefined && !headers.has('content-type')) headers.set('content-type', type);
	}
	return { type: 'default', url: '', redirected: false, status, statusText, headers, body };
}

/** Web IDL's unsigned short. */
function toStatus(value: unknown): number {
	const number = Math.trunc(Number(value));
	return Number.isFinite(number) ? number & 0xffff : 0;
}
