/** Glovebox itself, as `createSandbox` gives it, with its limits on. */
import { createSandbox, hostFunction, type Session } from 'glovebox';
import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import type { Functions, HostFunction, Peer, Warm } from './peer.ts';

const engines: Readonly<Record<string, readonly [make: () => Engine, wall: string]>> = {
	quickjs: [quickjs, 'WebAssembly'],
	isolate: [isolate, 'an isolate'],
	nodeVm: [nodeVm, 'a realm'],
	'worker(quickjs)': [() => worker(quickjs()), 'WebAssembly in a thread'],
	'subprocess(quickjs)': [() => subprocess(quickjs()), 'a confined process'],
	'subprocess(isolate)': [() => subprocess(isolate()), 'a confined process'],
};

type Handler = (...args: readonly unknown[]) => unknown;

/** The peer that is ours, on an engine of this name. */
export function glovebox(name: string): Peer | undefined {
	const [makeEngine, wall] = engines[name] ?? [];
	return makeEngine && wall ? peerOf(makeEngine(), wall) : undefined;
}

function peerOf(engine: Engine, wall: string): Peer {
	const make = (functions: Functions = {}, wallMs = 10_000) =>
		createSandbox({
			engine,
			boundary: engine.boundary,
			limits: { wallMs, hostCalls: 1_000_000_000, inputBytes: 2 ** 26, outputBytes: 2 ** 26, memoryBytes: 2 ** 28 },
			capabilities: { ...functions.async, ...inTurn(functions.sync) },
		});
	let shared: ReturnType<typeof make> | undefined;
	const sandbox = () => {
		shared ??= make();
		return shared;
	};
	return {
		name: `Glovebox ${engine.name}`,
		wall,
		lends: ['sync', 'async'],
		fresh: engine.sync ? (source) => sandbox().evaluateSync(source) : (source) => sandbox().evaluate(source),
		open: async (functions): Promise<Warm> => {
			const kept = make(functions);
			const warm = engine.sync && !functions?.async ? synchronous(kept.openSync()) : asynchronous(await kept.open());
			return { ...warm, close: () => kept.close() };
		},
		stop: (source, ms) => sandbox().run(source, { limits: { wallMs: ms } }),
		close: () => shared?.close(),
	};
}

function inTurn(functions: Readonly<Record<string, HostFunction>> = {}) {
	return Object.fromEntries(Object.entries(functions).map(([name, run]) => [name, hostFunction({ sync: true, handler: run as Handler })]));
}

function synchronous(session: Session): Omit<Warm, 'close'> {
	return { evaluate: (source) => session.evaluateSync(source), call: (name, ...args) => session.callSync(name, ...args) };
}

function asynchronous(session: Session): Omit<Warm, 'close'> {
	return { evaluate: (source) => session.evaluate(source), call: (name, ...args) => session.call(name, ...args) };
}
