/**
 * The engine `nodeVm`: contexts of node:vm. Never a boundary: for the host's own code, for teaching, and as the yardstick.
 *
 * Runs on: host, or inside a carrier.
 */
import vm from 'node:vm';
import type { Carrier, Engine, Exit, RealmHost, RealmSpec } from '../core/engine.ts';
import { guestText } from './guest-text.ts';
import { NodeVmRealm } from './node-vm/realm.ts';

/**
 * Contexts of `node:vm`, in the host's own heap. A guest that means harm reaches the host from here: `boundary` is `'realm'`, and
 * `createSandbox` refuses it unless asked with `boundary: 'realm'`.
 *
 * @example
 * ```ts
 * import { createSandbox } from 'glovebox';
 * import { nodeVm } from 'glovebox/engines';
 * using sandbox = createSandbox({ engine: nodeVm(), boundary: 'realm' });
 * console.log(sandbox.evaluateSync('6 * 7')); // → 42
 * ```
 */
export function nodeVm(): Engine {
	const make = () => new NodeVmCarrier();
	return Object.freeze<Engine>({
		name: 'nodeVm',
		boundary: 'realm',
		stop: 'asked',
		sync: true,
		waits: false,
		snapshot: false,
		positions: 'column',
		limits: {
			wallMs: { kept: true },
			cpuMs: { kept: true },
			memoryBytes: { kept: false },
			stackBytes: { kept: false },
		},
		rejections: 'every',
		stacks: 'shared',
		carrierServes: 'one',
		start: async () => make(),
		startSync: make,
	});
}

const prelude: { script?: vm.Script } = {};

class NodeVmCarrier implements Carrier {
	readonly boundary = 'realm';
	onExit: ((exit: Exit) => void) | undefined;
	readonly #context: vm.Context;
	readonly #install: unknown;
	#realm: NodeVmRealm | undefined;

	constructor() {
		// Contextified globals are 34 to 160 times slower; only `afterEvaluate` lets a timeout cover `while (true) await null`.
		this.#context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
			microtaskMode: 'afterEvaluate',
			codeGeneration: { strings: true, wasm: false },
		});
		prelude.script ??= new vm.Script(guestText(), { filename: 'guest:bridge' });
		this.#install = prelude.script.runInContext(this.#context);
	}

		region: 'host',
	open(spec: RealmSpec, host: RealmHost): NodeVmRealm {
		if (this.#realm) throw new TypeError('A context opens one realm');
		this.#realm = new NodeVmRealm(this.#context, this.#install, spec, host);
		return this.#realm;
	}

	close(): void {
		this.#realm?.close();
	}
}
