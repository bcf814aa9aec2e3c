/** Glovebox itself, as `createSandbox` gives it, with its limits on. */
import { createSandbox, hostFunction, type Sandbox, type Session } from 'glovebox';
import { type Engine, isolate, nodeVm, quickjs, subprocess, worker } from 'glovebox/engines';
import { type Functions, type HostFunction, type Peer, stopBytes, type Warm } from './peer.ts';

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
	const make = (functions: Functions = {}, memoryBytes = 2 ** 28) =>
		createSandbox({
			engine,
			boundary: engine.boundary,
			limits: { wallMs: 10_000, hostCalls: 1_000_000_000, inputBytes: 2 ** 26, outputBytes: 2 ** 26, memoryBytes },
			capabilities: { ...functions.async, ...inTurn(functions.sync) },
		});
	let shared: Sandbox | undefined;
	const sandbox = () => {
		shared ??= make();
		return shared;
	};
	let narrow: Sandbox | undefined;
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
		openAnother: async () => {
			const session = engine.sync ? sandbox().openSync() : await sandbox().open();
			return { ...(engine.sync ? synchronous(session) : asynchronous(session)), close: () => session.close() };
		},
		openIdle: async () => {
			const own = make();
			await own.evaluate('0');
			return { evaluate: (source) => own.evaluate(source), close: () => own.close() };
		},
		stop: (source, ms) => {
			narrow ??= make({}, stopBytes);
			return narrow.evaluate(source, { limits: { wallMs: ms } });
		},
		close: () => {
			shared?.close();
			narrow?.close();
		},
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
