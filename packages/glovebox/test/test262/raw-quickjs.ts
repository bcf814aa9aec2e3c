/** Tests in quickjs-wasi as it is. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { EvalFlags, QuickJS } from 'quickjs-wasi';
import { type Completion, failed, type Ground } from './ground.ts';

const wasm = await WebAssembly.compile(readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')));
const wallMs = 15_000;

export const rawQuickjs: Ground = (suite) => {
	const read = (id: string): string => readFileSync(join(suite, 'test', id), 'utf8');
	return async () => {
		const started = performance.now();
		const vm = await QuickJS.create({
			wasm,
			memoryLimit: 256 * 2 ** 20,
			interruptHandler: () => performance.now() - started > wallMs,
			moduleLoader: {
				normalize: (base: string, specifier: string) => join(base, '..', specifier),
				load: (id: string) => (id.endsWith('.json') ? `export default JSON.parse(${JSON.stringify(read(id))})` : read(id)),
			},
		});
		const attempt = (phase: 'parse' | 'runtime' | 'any', act: () => void): Completion => {
			try {
				act();
				return { ok: true };
			} catch (error) {
				return failed(phase, error);
			}
		};
		return {
			script(source, filename) {
				const parsed = attempt('parse', () => void vm.evalCode(source, filename, EvalFlags.COMPILE_ONLY));
				const done = parsed.ok ? attempt('runtime', () => void vm.evalCode(source, filename)) : parsed;
				vm.executePendingJobs();
				return done;
			},
			async module(path) {
				const begun = { promise: vm.undefined };
				const parsed = attempt('any', () => {
					begun.promise = vm.evalCode(read(path), path, EvalFlags.TYPE_MODULE);
				});
				if (!parsed.ok) return parsed;
				vm.executePendingJobs();
				const pending = new Promise<undefined>((resolve) => setTimeout(resolve, 100, undefined));
				const settled = await Promise.race([vm.resolvePromise(begun.promise), pending]);
				if (settled === undefined) return failed('any', { name: 'pending', message: 'It never settled' });
				return 'error' in settled ? failed('any', vm.dump(settled.error)) : { ok: true };
			},
			printed() {
				vm.executePendingJobs();
				return { ok: true, value: vm.dump(vm.evalCode('$262.text')) as unknown };
			},
			close: () => vm.dispose(),
		};
	};
};
