/** vm2 as its README has it: a VM with functions in its sandbox. */
import { load, type Peer } from './peer.ts';

interface Vm2 {
	readonly VM: new (options: {
		readonly sandbox?: object;
		readonly timeout?: number;
	}) => { run(source: string): unknown; getGlobal(name: string): unknown };
}

export async function vm2Peer(): Promise<Peer> {
	const { VM } = await load<Vm2>('vm2');
	return {
		name: 'vm2',
		wall: 'proxies',
		lends: ['sync', 'async'],
		fresh: (source) => new VM({}).run(source),
		open: ({ sync, async } = {}) => {
			const kept = new VM({ sandbox: { ...sync, ...async } });
			return {
				evaluate: (source) => kept.run(source),
				call: (name, ...args) => (kept.getGlobal(name) as (...args: readonly unknown[]) => unknown)(...args),
				close: () => undefined,
			};
		},
		stop: async (source, ms) => new VM({ timeout: ms }).run(source),
	};
}
