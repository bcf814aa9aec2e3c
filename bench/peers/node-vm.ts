/** `node:vm`, as it comes: no boundary, and no limit is set. */
import vm from 'node:vm';
import type { Functions, Peer, Warm } from './peer.ts';

export const nodeVmPeers: readonly Peer[] = [
	{ name: 'node:vm', ...using(() => vm.createContext()) },
	{ name: 'node:vm DONT_CONTEXTIFY', ...using(() => vm.createContext(vm.constants.DONT_CONTEXTIFY)) },
];

function using(make: () => vm.Context): Omit<Peer, 'name'> {
	return {
		wall: 'none',
		lends: ['sync', 'async'],
		fresh: (source) => vm.runInContext(source, make()),
		open: ({ sync, async }: Functions = {}): Warm => {
			const context = make();
			const target = vm.runInContext('globalThis', context) as Record<string, unknown>;
			Object.assign(target, sync, async);
			return {
				evaluate: (source) => vm.runInContext(source, context),
				call: (name, ...args) => (target[name] as (...args: readonly unknown[]) => unknown)(...args),
				close: () => undefined,
			};
		},
		stop: async (source, ms) => vm.runInContext(source, make(), { timeout: ms }),
	};
}
