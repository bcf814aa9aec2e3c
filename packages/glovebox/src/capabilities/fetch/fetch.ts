/**
 * The host's side of a guest's `fetch`: one function, `exchange`, that follows redirects and judges each hop anew.
 *
 * Runs on: host.
 * Trusts: nothing of the guest, of servers, or of the names that resolve to them.
 */
import { lookup } from 'node:dns/promises';
import { type CallInfo, type HostFunction, hostFunction } from '../../core/capability.ts';
import { PublicError } from '../../core/errors.ts';
import { loadZod } from '../load-package.ts';
import { readNames } from '../../core/options.ts';
import { type CallLimits, readCallLimits, readCount } from '../options.ts';
import { type Meter, type Revocable, revocable } from '../revocable.ts';
import { checkAddresses } from './addresses.ts';
import { dial, type Dialler, type DialResponse, type Resolve } from './dial.ts';
import { checkHeaders, type FetchPolicy, type Headers, readPolicy, refused } from './policy.ts';

export interface FetchOptions extends CallLimits {
	/**
	 * Where requests may go: `'api.example.com'` (http and https, ports 80 and 443), `'*.example.com'` (every subdomain, not the domain
	 * itself), `'host:8080'`, or any of them after `http://` or `https://`.
	 */
	readonly allow: readonly string[];
	/** Default: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS. */
	readonly methods?: readonly string[];
	/**
	 * Header fields that the host adds, by origin: `{ 'https://api.example.com': { authorization: 'Bearer …' } }`. They are sent to exactly
	 * that origin, in place of what the guest set, on every hop that goes there and on no other. A server that repeats what it got
	 * shows them to the guest.
	 */
	readonly headers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** Addresses and networks that may be dialled although they are not public: `['127.0.0.1', '10.1.0.0/16']`. Default none. */
	readonly privateAddresses?: readonly string[];
	/** Most redirects that are followed. Default 5. */
	readonly redirects?: number;
	/** Most bytes of a response's body, decompressed. Default 4 MiB. */
	readonly responseBytes?: number;
	/** Most bytes of a request's body. Default 1 MiB. */
	readonly requestBytes?: number;
	/** Most requests that one run may have under way. Default 32. */
	readonly concurrent?: number;
	/** Finds the addresses of a host name. Default: the operating system's resolver. Every address it gives is judged. */
	readonly resolve?: Resolve;
	/** Certificates (PEM) to trust, instead of those that Node trusts. */
	readonly certificates?: readonly string[];
}

/** The function behind a guest's `fetch`; `guest/web/README.md` has its shapes. */
export type Fetch = { readonly exchange: HostFunction };

interface Exchange {
	readonly url: string;
	readonly method: string;
	readonly headers: Headers;
	readonly body: Uint8Array | null;
	readonly redirect: 'follow' | 'error' | 'manual';
}

/** A hop on the way: what is asked next. */
interface Hop {
	readonly url: URL;
	readonly method: string;
	readonly headers: Headers;
	readonly body: Uint8Array | null;
}

const optionNames = [
	...['allow', 'methods', 'headers', 'privateAddresses', 'redirects', 'responseBytes', 'requestBytes', 'concurrent'],
	...['resolve', 'certificates', 'hostCalls', 'wallMs'],
];

/**
 * Grants `fetch` as the web has it, where it is granted under that name: to the hosts that are named, and to nothing else.
 *
 * Guarantees: http and https only; no user name in a URL; the address that was judged is the address that is dialled, on every hop;
 * addresses that are not public are refused unless named; no proxy of the host's environment; bodies are counted after decompression.
 * Does not guarantee: that an allowed server is harmless, or keeps to itself what the host's headers told it.
 *
 * @throws TypeError, RangeError naming the option that is wrong; EngineError GLOVEBOX_MISSING without zod.
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { fetch } from 'glovebox/capabilities';
 * await using sandbox = createSandbox({ capabilities: { fetch: fetch({ allow: ['api.example.com'] }) } });
 * const source = 'fetch("http://169.254.169.254/").catch((error) => error.name)';
 * console.log(await sandbox.evaluate(source)); // → TypeError
 * ```
 */
export function fetch(options: FetchOptions): Revocable<Fetch> {
	readNames(options, 'fetch', optionNames);
	const policy = readPolicy(options);
	const { resolve = resolveBySystem, certificates } = options;
	if (typeof resolve !== 'function') throw new TypeError('options.resolve must be a function that gives the addresses of a name');
	if (certificates !== undefined && !(Array.isArray(certificates) && certificates.every((text) => typeof text === 'string')))
		throw new TypeError('options.certificates must be an array of certificates in PEM');
	const redirects = options.redirects === 0 ? 0 : readCount(options.redirects, 'options.redirects', 5);
	const requestBytes = readCount(options.requestBytes, 'options.requestBytes', 2 ** 20);
	const dialler: Dialler = {
		resolve,
		mayReach: checkAddresses(options.privateAddresses ?? []),
		responseBytes: readCount(options.responseBytes, 'options.responseBytes', 4 * 2 ** 20),
		certificates,
	};
	const meter: Meter = { bytesIn: 0, bytesOut: 0 };
	const exchange = hostFunction({
		input: requestSchema(),
		limits: readCallLimits(options),
		handler: async (request: Exchange, { signal }: CallInfo) => {
			if ((request.body?.length ?? 0) > requestBytes) throw refused(`the request's body has more than ${requestBytes} bytes`);
			meter.bytesIn += request.body?.length ?? 0;
			const response = await follow(request, policy, dialler, redirects, signal);
			meter.bytesOut += response.body.length;
			return response;
		},
	});
	return revocable({ exchange }, { meter, concurrent: readCount(options.concurrent, 'options.concurrent', 32) });
}

function requestSchema() {
	const z = loadZod();
	const request = z.strictObject({
		url: z.string().max(65_536),
		method: z.string().max(32),
		headers: z.array(z.tuple([z.string().max(256), z.string().max(65_536)])).max(256),
		body: z.union([z.instanceof(Uint8Array), z.null()]),
		redirect: z.enum(['follow', 'error', 'manual']),
	});
	return z.tuple([request]);
}

async function follow(request: Exchange, policy: FetchPolicy, dialler: Dialler, redirects: number, signal: AbortSignal) {
	checkHeaders(request.headers);
	let hop: Hop = { ...request, url: policy.check(request.url) };
	for (let hops = 0; ; hops += 1) {
		const response = await take(hop, policy, dialler, signal);
		const location = locationOf(response);
		if (location === undefined || request.redirect === 'manual') return await finish(hop, response, hops > 0);
		response.discard();
		if (request.redirect === 'error') throw refused('the server redirects');
		if (hops >= redirects) throw refused(`the server redirects more than ${redirects} times`);
		hop = nextHop(hop, response.status, policy.check(location, hop.url.href));
	}
}

async function take(hop: Hop, policy: FetchPolicy, dialler: Dialler, signal: AbortSignal): Promise<DialResponse> {
	policy.checkMethod(hop.method);
	const injected = policy.headersFor(hop.url);
	const names = new Set(injected.map(([name]) => name));
	const headers = [...hop.headers.filter(([name]) => !names.has(name.toLowerCase())), ...injected];
	try {
		return await dial({ ...hop, headers }, dialler, signal);
	} catch (error) {
		throw told(error, hop.url, signal);
	}
}

async function finish({ url }: Hop, response: DialResponse, redirected: boolean) {
	const { status, statusText, headers } = response;
	const body = await response.read().catch((error: unknown) => {
		throw error instanceof PublicError ? error : refused(`the response of "${url.origin}" ended before its time`);
	});
	return { url: url.href, status, statusText, headers, redirected, body };
}

/** What the guest may know of a failure: that there was one. Codes such as ECONNREFUSED would map the host's network. */
function told(error: unknown, url: URL, signal: AbortSignal): unknown {
	if (error instanceof PublicError || signal.aborted) return error;
	return Object.assign(refused(`"${url.origin}" cannot be reached`), { cause: error });
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function locationOf({ status, headers }: DialResponse): string | undefined {
	if (!redirectStatuses.has(status)) return undefined;
	return headers.find(([name]) => name === 'location')?.[1];
}

/** Fields that describe a body, and those that a guest may have set for one origin only. */
const ofBody: ReadonlySet<string> = new Set(['content-encoding', 'content-language', 'content-location', 'content-type']);
const ofOrigin: ReadonlySet<string> = new Set(['authorization', 'cookie', 'cookie2']);

/** The Fetch standard's rules for what a redirect keeps. */
function nextHop(hop: Hop, status: number, url: URL): Hop {
	const asked = hop.method;
	const toGet = (status === 303 && asked !== 'GET' && asked !== 'HEAD') || ((status === 301 || status === 302) && asked === 'POST');
	const stays = url.origin === hop.url.origin;
	const headers = hop.headers.filter(
		([name]) => !(toGet && ofBody.has(name.toLowerCase())) && (stays || !ofOrigin.has(name.toLowerCase())),
	);
	return { url, headers, method: toGet ? 'GET' : asked, body: toGet ? null : hop.body };
}

const resolveBySystem: Resolve = async (hostname) => {
	const found = await lookup(hostname, { all: true });
	return found.map(({ address }) => address);
};
