/** isolated-vm, used directly: an isolate each, values copied. */
import { createRequire } from 'node:module';
import { type Peer, stopBytes } from './peer.ts';

const ivm = createRequire(new URL('../../packages/glovebox/package.json', import.meta.url))('isolated-vm') as typeof import('isolated-vm');

export const isolatedVm: Peer = {
	name: 'isolated-vm',
	wall: 'an isolate',
	lends: ['sync', 'async'],
	fresh: (source) => {
		const isolate = new ivm.Isolate({ memoryLimit: stopBytes / 2 ** 20 });
		const value = isolate.createContextSync().evalSync(source, { copy: true });
		isolate.dispose();
		return value;
	},
	open: ({ sync = {}, async = {} } = {}) => {
		const isolate = new ivm.Isolate({ memoryLimit: 256 });
		const context = isolate.createContextSync();
		for (const [name, run] of Object.entries(sync)) context.global.setSync(name, new ivm.Callback(run as (...args: unknown[]) => unknown));
		for (const [name, run] of Object.entries(async)) {
			const applied = `globalThis[$0] = (...args) => $1.apply(undefined, args, { arguments: { copy: true }, result: { promise: true, copy: true } })`;
			context.evalClosureSync(applied, [name, new ivm.Reference(run)]);
		}
		const references = new Map<string, import('isolated-vm').Reference>();
		const referenceTo = (name: string) => {
			const known = references.get(name) ?? context.global.getSync(name, { reference: true });
			references.set(name, known);
			return known;
		};
		const asynchronous = Object.keys(async).length > 0;
		return {
			evaluate: (source) => (asynchronous ? context.eval(source, { copy: true, promise: true }) : context.evalSync(source, { copy: true })),
			call: (name, ...args) => referenceTo(name).applySync(undefined, [...args], { arguments: { copy: true }, result: { copy: true } }),
			close: () => isolate.dispose(),
		};
	},
	stop: async (source, ms) => {
		const isolate = new ivm.Isolate({ memoryLimit: stopBytes / 2 ** 20 });
		try {
			return await (await isolate.createContext()).eval(source, { timeout: ms, copy: true });
		} finally {
			// Out of memory, it is disposed of already.
			if (!isolate.isDisposed) isolate.dispose();
		}
	},
};
