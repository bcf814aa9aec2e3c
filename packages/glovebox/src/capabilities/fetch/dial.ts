/**
 * One request to one address, and its response as bytes.
 *
 * Runs on: host.
 * Trusts: nothing of the server. What it sends is counted before it is kept, compressed and decompressed.
 */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import type { AddressCheck } from './addresses.ts';
import { type Headers, refused } from './policy.ts';

/** The addresses of a host name. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/** How requests of one capability are made. */
export interface Dialler {
	readonly resolve: Resolve;
	readonly mayReach: AddressCheck;
	readonly responseBytes: number;
	/** Certificates to trust beside those of Node. */
	readonly certificates: readonly string[] | undefined;
}

export interface DialRequest {
	readonly url: URL;
	readonly method: string;
	readonly headers: Headers;
	readonly body: Uint8Array | null;
}

export interface DialResponse {
	readonly status: number;
	readonly statusText: string;
	readonly headers: Headers;
	/** Reads the body; call it or `discard`. */
	readonly read: () => Promise<Uint8Array>;
	readonly discard: () => void;
}

/** Sends a request. Every address of its host must be one that may be reached, and the one that is dialled is one of these. */
export async function dial(request: DialRequest, dialler: Dialler, signal: AbortSignal): Promise<DialResponse> {
	const addresses = await findAddresses(request.url.hostname, dialler, signal);
	signal.throwIfAborted();
	const response = await send(request, addresses, dialler, signal);
	return {
		status: response.statusCode ?? 0,
		statusText: response.statusMessage ?? '',
		headers: pairs(response.rawHeaders),
		read: () => readBody(response, request.method, dialler.responseBytes, signal),
		discard: () => response.destroy(),
	};
}

async function findAddresses(hostname: string, { resolve, mayReach }: Dialler, signal: AbortSignal): Promise<readonly string[]> {
	// The URL standard writes IPv6 in brackets.
	const host = hostname.replace(/^\[|\]$/g, '');
	const addresses = isIP(host) ? [host] : await unlessAborted(resolve(host, signal), signal);
	if (addresses.length === 0) throw refused(`"${hostname}" has no address`);
	for (const address of addresses) {
		if (!mayReach(address)) throw refused(`"${hostname}" is at an address that is not allowed`);
	}
	return addresses;
}

function send(request: DialRequest, addresses: readonly string[], dialler: Dialler, signal: AbortSignal): Promise<http.IncomingMessage> {
	const { url, method, headers, body } = request;
	const found = addresses.map((address) => ({ address, family: isIP(address) }));
	const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
	const options: https.RequestOptions = {
		method,
		headers: wireHeaders(url, headers, body),
		signal,
		// A connection of its own: none is shared with other requests of the host, and no proxy of its environment is asked.
		agent: false,
		// The address that was checked is the one that is dialled: the name is not looked up again.
		lookup: (_hostname, { all }, callback) => {
			if (all) callback(null, found);
			else callback(null, found[0]?.address ?? '', found[0]?.family);
		},
		// Stated, since Node's default can be changed by the host's environment.
		rejectUnauthorized: true,
		...(dialler.certificates ? { ca: [...dialler.certificates] } : {}),
	};
	const call = url.protocol === 'https:' ? https.request(url, options) : http.request(url, options);
	call.on('response', resolve);
	call.on('upgrade', (_response, socket) => {
		socket.destroy();
		reject(refused('the server changed the protocol'));
	});
	call.on('error', reject);
	call.end(body ?? undefined);
	return promise;
}

function wireHeaders(url: URL, headers: Headers, body: Uint8Array | null): Record<string, string[] | string> {
	const fields = new Map<string, string[]>();
	for (const [name, value] of headers) fields.set(name, [...(fields.get(name) ?? []), value]);
	if (body !== null) fields.set('content-length', [String(body.length)]);
	fields.set('accept-encoding', ['gzip, deflate, br']);
	fields.set('host', [url.host]);
	// Repeated fields are one line each; most servers and proxies read no two lines of these.
	return Object.fromEntries(
		[...fields].map(([name, values]) => [name, name === 'cookie' ? values.join('; ') : values.length === 1 ? (values[0] ?? '') : values]),
	);
}

function pairs(raw: readonly string[]): Headers {
	const headers: (readonly [string, string])[] = [];
	for (let at = 0; at + 1 < raw.length; at += 2) headers.push([(raw[at] ?? '').toLowerCase(), raw[at + 1] ?? '']);
	return headers;
}

const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

async function readBody(response: http.IncomingMessage, method: string, most: number, signal: AbortSignal): Promise<Uint8Array> {
	if (method === 'HEAD' || bodiless.has(response.statusCode ?? 0)) {
		response.destroy();
		return new Uint8Array();
	}
	const decoder = decoderOf(response.headers['content-encoding']);
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	const keep = async (source: AsyncIterable<Uint8Array>) => {
		for await (const chunk of source) {
			bytes += chunk.length;
			if (bytes > most) throw refused(`the response has more than ${most} bytes`);
			chunks.push(chunk);
		}
	};
	if (decoder) await pipeline(response, decoder, keep, { signal });
	else await pipeline(response, keep, { signal });
	return new Uint8Array(Buffer.concat(chunks));
}

/** Small pieces, so that a bomb is noticed before it has unfolded. */
const chunkSize = 64 * 1_024;

function decoderOf(encoding: string | undefined): NodeJS.ReadWriteStream | undefined {
	const coding = (encoding ?? 'identity').trim().toLowerCase();
	if (coding === 'identity' || coding === '') return undefined;
	if (coding === 'gzip' || coding === 'x-gzip') return zlib.createGunzip({ chunkSize });
	if (coding === 'deflate') return zlib.createInflate({ chunkSize });
	if (coding === 'br') return zlib.createBrotliDecompress({ chunkSize });
	throw refused(`the response is encoded as "${coding.slice(0, 40)}", which was not asked for`);
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	const { promise: aborted, reject } = Promise.withResolvers<never>();
	const abort = () => reject(signal.reason);
	if (signal.aborted) abort();
	signal.addEventListener('abort', abort, { once: true });
	return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort));
}
