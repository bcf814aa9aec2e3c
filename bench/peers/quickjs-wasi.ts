/** quickjs-wasi, used directly: an instance each, with values as it converts them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Peer, stopBytes } from './peer.ts';

const require = createRequire(new URL('../../packages/glovebox/package.json', import.meta.url));
const { QuickJS } = (await import(require.resolve('quickjs-wasi'))) as typeof import('quickjs-wasi');
const wasm = new WebAssembly.Module(readFileSync(require.resolve('quickjs-wasi/quickjs.wasm')));
type Instance = Awaited<ReturnType<typeof QuickJS.create>>;
type Handle = ReturnType<Instance['evalCode']>;

export const quickjsWasi: Peer = {
	name: 'quickjs-wasi',
	wall: 'WebAssembly',
	lends: ['sync'],
	fresh: async (source) => {
		using instance = await QuickJS.create({ wasm, memoryLimit: stopBytes });
		return read(instance, source);
	},
	open: async ({ sync = {} } = {}) => {
		const instance = await QuickJS.create({ wasm, memoryLimit: 2 ** 28 });
		for (const [name, run] of Object.entries(sync)) {
			const lent = (...handles: readonly Handle[]) =>
				instance.hostToHandle((run as (...args: readonly unknown[]) => unknown)(...handles.map((handle) => instance.dump(handle))));
			using handle = instance.newFunction(name, lent);
			instance.setProp(instance.global, name, handle);
		}
		const targets = new Map<string, Handle>();
		const targetOf = (name: string) => {
			const known = targets.get(name) ?? instance.evalCode(name);
			targets.set(name, known);
			return known;
		};
		return {
			evaluate: (source) => read(instance, source),
			call: (name, ...args) => {
				const handles = args.map((arg) => instance.hostToHandle(arg));
				using result = instance.callFunction(targetOf(name), instance.undefined, ...handles);
				for (const handle of handles) handle.dispose();
				return instance.dump(result);
			},
			close: () => instance.dispose(),
		};
	},
	stop: async (source, ms) => {
		const until = performance.now() + ms;
		using instance = await QuickJS.create({ wasm, memoryLimit: stopBytes, interruptHandler: () => performance.now() > until });
		return read(instance, source);
	},
};

function read(instance: Instance, source: string): unknown {
	using result = instance.evalCode(source);
	return instance.dump(result);
}
