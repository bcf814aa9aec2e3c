/**
 * Fresh realms with the bundled console in them, one an engine, for the tests beside.
 *
 * Runs on: host, in tests only.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import { QuickJS } from 'quickjs-wasi';
import { withoutTemplates } from '../../../engines/guest-text.ts';

/** A realm that has loaded the console and not installed it. The guest code finds it as `loaded`. */
export interface TestRealm {
	readonly name: string;
	/** Runs a function body in the realm; its value crosses as JSON. */
	run(body: string): unknown;
	close(): void;
}

const entry = `export { installConsole } from '../console.ts'; export { formatWith } from '../format.ts'; export { inspect } from '../inspect.ts';`;
const [output] = buildSync({
	stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
	bundle: true,
	write: false,
	format: 'iife',
	globalName: 'loaded',
	target: 'esnext',
}).outputFiles;
/** Made as the real bundle is. */
const bundle = withoutTemplates(output?.text ?? '');

const wrap = (body: string) => `JSON.stringify((() => { 'use strict'; ${body} })())`;

/** Loads the console in a context of V8. */
export function openNodeVm(): TestRealm {
	const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
	vm.runInContext(bundle, context);
	return {
		name: 'node:vm',
		run: (body) => JSON.parse(vm.runInContext(wrap(body), context, { timeout: 20_000, filename: 'guest.js' }) as string),
		close: () => {},
	};
}

const wasm = readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));

/** Loads the console in QuickJS. */
export async function openQuickJs(): Promise<TestRealm> {
	const until = { time: Infinity };
	const engine = await QuickJS.create({
		wasm,
		memoryLimit: 256 * 2 ** 20,
		maxStackSize: 2 ** 18,
		interruptHandler: () => Date.now() > until.time,
	});
	engine.evalCode(bundle, 'console.js').dispose();
	return {
		name: 'quickjs',
		run: (body) => {
			until.time = Date.now() + 20_000;
			const result = engine.evalCode(wrap(body), 'guest.js');
			const text = result.toString();
			result.dispose();
			return JSON.parse(text);
		},
		close: () => engine.dispose(),
	};
}

/** Both realms. */
export async function openRealms(): Promise<readonly TestRealm[]> {
	return [openNodeVm(), await openQuickJs()];
}
