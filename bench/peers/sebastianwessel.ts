/** @sebastianwessel/quickjs as its README has it: modules with a default export, in a runtime each. */
import { load, type Peer, stopBytes } from './peer.ts';

interface Sandboxed {
	evalCode(source: string): Promise<{ readonly ok: boolean; readonly data: unknown; readonly error?: unknown }>;
}

interface Package {
	loadQuickJs(variant: unknown): Promise<{
		runSandboxed(
			run: (sandbox: Sandboxed) => Promise<unknown>,
			options: { readonly executionTimeout?: number; readonly memoryLimit?: number },
		): Promise<unknown>;
	}>;
}

export async function sebastianwessel(): Promise<Peer> {
	const { loadQuickJs } = await load<Package>('@sebastianwessel/quickjs');
	const { default: variant } = await load<{ readonly default: unknown }>('@jitl/quickjs-ng-wasmfile-release-sync');
	const { runSandboxed } = await loadQuickJs(variant);

	async function run(source: string, executionTimeout: number): Promise<unknown> {
		const options = { executionTimeout, memoryLimit: stopBytes };
		const answer = await runSandboxed(({ evalCode }) => evalCode(moduleOf(source)), options);
		const { ok, data, error } = answer as Awaited<ReturnType<Sandboxed['evalCode']>>;
		if (!ok) throw new Error(JSON.stringify(error));
		return data;
	}

	return { name: '@sebastianwessel/quickjs', wall: 'WebAssembly', fresh: (source) => run(source, 10_000), stop: run };
}

function moduleOf(expression: string): string {
	return `export default ${expression}`;
}
