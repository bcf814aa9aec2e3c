/** Other realms for the codec's tests: the codec bundled as guests have it, in a fresh context of node:vm and in QuickJS. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import { QuickJS } from 'quickjs-wasi';
import { decodeText, encodeValue } from '../index.ts';

/** A realm that has the codec and nothing else of ours. */
export interface TestRealm {
	/** The text that a script of the guest has for its value. */
	evaluate(script: string): string;
	/** Sends a value in and takes it back. */
	echo(value: unknown): unknown;
	/** Replaces every built-in, and returns what tells which replacements were asked for since. */
	pollute(): () => string;
}

const bundle = bundleOf(fileURLToPath(new URL('guest.ts', import.meta.url)));
const pollution = readFileSync(new URL('pollution.js', import.meta.url), 'utf8');

/** The realms by name. */
export const realmKinds: Readonly<Record<string, () => Promise<TestRealm>>> = {
	'node:vm': async () => {
		const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
		return realmOf((script) => vm.runInContext(script, context, { timeout: 20_000 }) as string);
	},
	QuickJS: async () => {
		const wasm = readFileSync(fileURLToPath(import.meta.resolve('quickjs-wasi/quickjs.wasm')));
		const quickjs = await QuickJS.create({ wasm: new WebAssembly.Module(wasm) });
		return realmOf((script) => quickjs.evalCode(script).consume((handle) => handle.toString()));
	},
};

function realmOf(evaluate: (script: string) => string): TestRealm {
	evaluate(bundle);
	return {
		evaluate,
		echo(value) {
			const { text, blobs } = encodeValue(value);
			const lists = JSON.stringify(blobs.map((blob) => Array.from(blob)));
			return readAnswer(evaluate(`codec.echo(${JSON.stringify(text)}, ${JSON.stringify(lists)})`));
		},
		pollute() {
			evaluate(`${pollution} ''`);
			return () => evaluate('reportTouched()');
		},
	};
}

/** The value in what `encodeToText` wrote in a guest. */
export function readAnswer(answer: string): unknown {
	const parsed = JSON.parse(answer) as { text?: string; blobs: number[][] };
	if (parsed.text === undefined) throw new Error(answer);
	return decodeText(
		parsed.text,
		parsed.blobs.map((list) => new Uint8Array(list)),
	);
}

function bundleOf(entry: string): string {
	const { outputFiles } = buildSync({
		entryPoints: [entry],
		bundle: true,
		write: false,
		format: 'iife',
		globalName: 'codec',
		platform: 'neutral',
		target: 'esnext',
	});
	return `${outputFiles[0]?.text} ''`;
}
