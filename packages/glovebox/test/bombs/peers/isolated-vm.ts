/** isolated-vm as its README has it: a memory limit, a time-out, copies; and a host that disposes of the isolate at the deadline. */
import { setTimeout as sleep } from 'node:timers/promises';
import ivm from 'isolated-vm';
import type { Bomb } from '../bomb.ts';
import { type Peer, type PeerEnding, peerGrants, peerMemoryBytes } from './peer.ts';

export const isolatedVmPeer: Peer = async (bomb, wallMs) => {
	const isolate = new ivm.Isolate({ memoryLimit: peerMemoryBytes / 2 ** 20 });
	try {
		const context = await makeContext(isolate, bomb);
		const asynchronous = /\bawait\b/.test(bomb.source) ? 'async ' : '';
		const source = bomb.program === undefined ? `(${asynchronous}function () {${bomb.source}\n})()` : bomb.source;
		const run = context.eval(source, { timeout: wallMs, promise: true, copy: true });
		return await Promise.race([run.then(() => told('value'), thrown), sleep(wallMs + 20).then(() => told('wallMs'))]);
	} catch (error) {
		return thrown(error);
	} finally {
		if (!isolate.isDisposed) isolate.dispose();
	}
};

function told(ending: string, message = ''): PeerEnding {
	return { ending, message };
}

function thrown(error: unknown): PeerEnding {
	const message = String(error);
	return told(/timed out/.test(message) ? 'wallMs' : /memory|disposed/.test(message) ? 'memoryBytes' : 'throw', message);
}

async function makeContext(isolate: ivm.Isolate, { grants = [] }: Bomb): Promise<ivm.Context> {
	const context = await isolate.createContext();
	await context.evalClosure('globalThis.console = { log: $0, error: $0 }', [new ivm.Callback(() => undefined)]);
	const wait = (ms: unknown) => sleep(Number(ms) || 0);
	const timers =
		'globalThis.setTimeout = (callback, ms) => { $0.apply(undefined, [ms], { result: { promise: true } }).then(() => callback()) }';
	await context.evalClosure(timers, [new ivm.Reference(wait)]);
	for (const name of grants) {
		const applied = '(...args) => $0.apply(undefined, args, { arguments: { copy: true }, result: { promise: true, copy: true } })';
		if (name === 'now') await context.evalClosure(`globalThis.${name} = $0`, [new ivm.Callback(peerGrants.now)]);
		else await context.evalClosure(`globalThis.${name} = ${applied}`, [new ivm.Reference(peerGrants[name])]);
	}
	return context;
}
