/**
 * The engine `nodeVm`: contexts of node:vm. Never a boundary: for the host's own code, for teaching, and as the yardstick.
 *
 * Runs on: host, or inside a carrier.
 */
import vm from 'node:vm';
import type { Carrier, Engine, Exit, RealmHost, RealmSpec } from '../core/engine.ts';
import { EngineError } from '../core/errors.ts';
import { readNames } from '../core/options.ts';
import { guestText } from './guest-text.ts';
import { handBuiltins, keepBuiltins, readBuiltins } from './node-vm/builtins.ts';
import { NodeVmRealm } from './node-vm/realm.ts';

/**
 * Contexts of `node:vm`, in the host's own heap. A guest that means harm reaches the host from here: `boundary` is `'realm'`, and
 * `createSandbox` refuses it unless asked with `boundary: 'realm'`.
 *
 * With `builtins`, for teaching, it is a whole Node: `subprocess` alone can hold it, its guests have the event loop of their process,
 * and a value that never settles ends at its deadline. It cannot call synchronous host functions.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { nodeVm } from 'glovebox/engines';
 * using sandbox = createSandbox({ engine: nodeVm(), boundary: 'realm' });
 * console.log(sandbox.evaluateSync('6 * 7')); // → 42
 * ```
 */
export function nodeVm(options: NodeVmOptions = {}): Engine {
	readNames(options, 'nodeVm()', ['builtins']);
	const builtins = readBuiltins(options.builtins);
	if (builtins.length === 0) return createNodeVm(builtins);
	const start = async () => {
		throw new EngineError('GLOVEBOX_UNSUPPORTED', 'Cannot hand builtins to a guest of this process: use subprocess(nodeVm({ builtins }))');
	};
	return keepBuiltins(Object.freeze<Engine>({ ...createNodeVm(builtins), start }), builtins);
}

/** What `nodeVm` gives its guests beside what the language has. */
export interface NodeVmOptions {
	/**
	 * Modules of Node, such as `'vm'`, that a guest gets by `getBuiltinModule(name)`, and imports where `modules` has
	 * {@link builtinModules}. They are real: whoever has one has the process. Refused outside `subprocess`. Default none.
	 */
	readonly builtins?: readonly string[];
}

/** The engine where its guests run: in this very process. */
export function createNodeVm(builtins: readonly string[]): Engine {
	const isPlain = builtins.length === 0;
	const make = () => new NodeVmCarrier(builtins);
	return Object.freeze<Engine>({
		name: 'nodeVm',
		boundary: 'realm',
		stop: 'asked',
		sync: isPlain,
		waits: !isPlain,
		snapshot: false,
		warms: false,
		positions: 'column',
		limits: {
			wallMs: { kept: true },
			cpuMs: { kept: true },
			memoryBytes: { kept: false },
			stackBytes: { kept: false },
		},
		rejections: 'every',
		stacks: 'shared',
		region: 'host',
		// In a thread of the host's, an observer would see the host.
		observes: [],
		inspects: false,
		carrierServes: 'one',
		start: async () => make(),
		...(isPlain ? { startSync: make } : {}),
	});
}

const prelude: { script?: vm.Script } = {};

class NodeVmCarrier implements Carrier {
	readonly boundary = 'realm';
	onExit: ((exit: Exit) => void) | undefined;
	readonly #context: vm.Context;
	readonly #install: unknown;
	readonly #hasEvents: boolean;
	#realm: NodeVmRealm | undefined;

	constructor(builtins: readonly string[]) {
		this.#hasEvents = builtins.length > 0;
		// Contextified globals are 34 to 160 times slower; only `afterEvaluate` lets a timeout cover `while (true) await null`.
		this.#context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
			// Promises of Node's own modules settle in the queue of the process.
			...(this.#hasEvents ? {} : { microtaskMode: 'afterEvaluate' as const }),
			codeGeneration: { strings: true, wasm: false },
		});
		handBuiltins(this.#context, builtins);
		prelude.script ??= new vm.Script(guestText(), { filename: 'guest:bridge' });
		this.#install = prelude.script.runInContext(this.#context);
	}

	open(spec: RealmSpec, host: RealmHost): NodeVmRealm {
		if (this.#realm) throw new TypeError('A context opens one realm');
		this.#realm = new NodeVmRealm({ context: this.#context, install: this.#install, hasEvents: this.#hasEvents }, spec, host);
		return this.#realm;
	}

	close(): void {
		this.#realm?.close();
	}
}
