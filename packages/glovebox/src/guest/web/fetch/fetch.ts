/** `fetch`, over the one function that the host grants for it: README.md says what crosses. */
import { granted, type use } from '../realm.ts';
import { consume } from './body.ts';
import { listOf } from './headers.ts';
import { Request, stateOf } from './request.ts';
import { type Received, receivedResponse, type Response } from './response.ts';

/** Asks the host for what is at a URL. What the host refuses, and what fails, is a `TypeError` with the host's error as its cause. */
export async function fetch(input: unknown, init: unknown = undefined): Promise<Response> {
	const request = stateOf(new Request(input, init));
	const { signal } = request;
	signal.throwIfAborted();
	const hasBody = request.body.bytes !== undefined || request.body.stream !== undefined;
	const sent = {
		url: request.url.split('#', 1)[0],
		method: request.method,
		headers: listOf(request.headers),
		body: hasBody ? await consume(request.body) : null,
		redirect: request.redirect,
	};
	const received = await unlessAborted(exchange(sent), signal);
	return receivedResponse(received);
}

async function exchange(sent: object): Promise<Received> {
	try {
		return (await granted['fetch.exchange']?.(sent)) as Received;
	} catch (cause) {
		throw new TypeError('fetch failed', { cause });
	}
}

type AbortSignal = InstanceType<ReturnType<typeof use<'events'>>['AbortSignal']>;

/** The host goes on within its own limits; nobody listens any more. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
	return new Promise((resolve, reject) => {
		const stop = (): void => reject(signal.reason);
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}
