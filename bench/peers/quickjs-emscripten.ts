/** quickjs-emscripten: a runtime and a context each, on one WebAssembly module that all of them share. */
import { load, type Peer, stopBytes } from './peer.ts';

interface Handle {
	dispose(): void;
}

interface Context {
	readonly global: Handle;
	readonly undefined: Handle;
	evalCode(source: string): unknown;
	unwrapResult(result: unknown): Handle;
	dump(handle: Handle): unknown;
	newFunction(name: string, run: (...args: readonly Handle[]) => Handle): Handle;
	newNumber(value: number): Handle;
	setProp(target: Handle, name: string, value: Handle): void;
	dispose(): void;
}

interface Runtime {
	newContext(): Context;
	setMemoryLimit(bytes: number): void;
	setInterruptHandler(handler: () => boolean): void;
	dispose(): void;
}

interface QuickjsEmscripten {
	getQuickJS(): Promise<{ newRuntime(): Runtime }>;
}

export async function quickjsEmscripten(): Promise<Peer> {
	const { getQuickJS } = await load<QuickjsEmscripten>('quickjs-emscripten');
	const module = await getQuickJS();

	function open(until = Infinity): { readonly context: Context; close(): void } {
		const runtime = module.newRuntime();
		runtime.setMemoryLimit(stopBytes);
		if (until < Infinity) runtime.setInterruptHandler(() => performance.now() > until);
		const context = runtime.newContext();
		return {
			context,
			close: () => {
				context.dispose();
				runtime.dispose();
			},
		};
	}

	return {
		name: 'quickjs-emscripten',
		wall: 'WebAssembly',
		lends: ['sync'],
		fresh: (source) => {
			const { context, close } = open();
			const value = read(context, source);
			close();
			return value;
		},
		open: ({ sync = {} } = {}) => {
			const { context, close } = open();
			for (const [name, run] of Object.entries(sync)) {
				const lent = context.newFunction(name, (arg) => context.newNumber((run as (arg: unknown) => number)(arg && context.dump(arg))));
				context.setProp(context.global, name, lent);
				lent.dispose();
			}
			return { evaluate: (source) => read(context, source), close };
		},
		stop: async (source, ms) => {
			const { context, close } = open(performance.now() + ms);
			try {
				return read(context, source);
			} finally {
				close();
			}
		},
	};
}

function read(context: Context, source: string): unknown {
	const handle = context.unwrapResult(context.evalCode(source));
	const value = context.dump(handle);
	handle.dispose();
	return value;
}
