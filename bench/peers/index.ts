/** All that is measured, ours first. Each is loaded when its turn comes; one that cannot be loaded is named, and left out. */
import type { Peer } from './peer.ts';

type Loader = () => Promise<Peer | undefined>;

const own =
	(engine: string): Loader =>
	async () =>
		(await import('./glovebox.ts')).glovebox(engine);

/** In the order of the tables. SES freezes the realm that it is loaded into. */
export const loaders: Readonly<Record<string, Loader>> = {
	'Glovebox quickjs': own('quickjs'),
	'Glovebox isolate': own('isolate'),
	'Glovebox nodeVm': own('nodeVm'),
	'Glovebox worker(quickjs)': own('worker(quickjs)'),
	'Glovebox subprocess(quickjs)': own('subprocess(quickjs)'),
	'Glovebox subprocess(isolate)': own('subprocess(isolate)'),
	'node:vm': async () => (await import('./node-vm.ts')).nodeVmPeers[0],
	'node:vm DONT_CONTEXTIFY': async () => (await import('./node-vm.ts')).nodeVmPeers[1],
	'worker + vm': async () => (await import('./carried-vm.ts')).workerVm,
	'fork + vm': async () => (await import('./carried-vm.ts')).forkVm,
	vm2: async () => (await import('./vm2.ts')).vm2Peer(),
	'isolated-vm': async () => (await import('./isolated-vm.ts')).isolatedVm,
	'quickjs-emscripten': async () => (await import('./quickjs-emscripten.ts')).quickjsEmscripten(),
	'quickjs-wasi': async () => (await import('./quickjs-wasi.ts')).quickjsWasi,
	'@sebastianwessel/quickjs': async () => (await import('./sebastianwessel.ts')).sebastianwessel(),
	run: async () => (await import('./run.ts')).runPeer,
	SES: async () => (await import('./ses.ts')).sesPeer(),
	'workerd (miniflare)': async () => (await import('./workerd.ts')).workerd(),
	deno: async () => (await import('./processes.ts')).deno(),
	'bubblewrap + node': async () => (await import('./carried-vm.ts')).bubblewrapNode,
	'ASRT + node': async () => (await import('./processes.ts')).asrt(),
};

export interface Field {
	readonly peers: readonly Peer[];
	/** Why a peer is not among them, a line each. */
	readonly missing: readonly string[];
}

export async function loadPeers(names: readonly string[]): Promise<Field> {
	const peers: Peer[] = [];
	const missing: string[] = [];
	for (const name of names) {
		try {
			const peer = await loaders[name]?.();
			if (peer) peers.push(peer);
			else missing.push(`${name}: not on this machine`);
		} catch (error) {
			missing.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}; try "npm ci --prefix bench/peers"`);
		}
	}
	return { peers, missing };
}
