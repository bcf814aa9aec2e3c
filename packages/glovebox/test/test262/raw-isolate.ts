/** Tests in isolates of isolated-vm as they are. It has no `import()`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';
import ivm, { type Module, type Script } from 'isolated-vm';
import { type Completion, failed, type Ground } from './ground.ts';

const timeout = 15_000;
/** What isolated-vm says instead of what was thrown, where that is no Error. */
const noError = /not an instance of `Error`/;

export const rawIsolate: Ground = (suite) => {
	v8.setFlagsFromString('--no-validate-asm');
	return () => {
		const isolate = new ivm.Isolate({ memoryLimit: 256 });
		const context = isolate.createContextSync();
		const modules = new Map<string, Module>();
		const load = (id: string): Module => {
			const text = readFileSync(join(suite, 'test', id), 'utf8');
			const source = id.endsWith('.json') ? `export default JSON.parse(${JSON.stringify(text)})` : text;
			const module = modules.get(id) ?? isolate.compileModuleSync(source, { filename: id });
			modules.set(id, module);
			return module;
		};
		const idOf = (module: Module): string => [...modules].find(([, known]) => known === module)?.[0] ?? '';
		return {
			script(source, filename): Completion {
				let script: Script;
				try {
					script = isolate.compileScriptSync(source, { filename });
				} catch (error) {
					return failed('parse', error);
				}
				try {
					script.runSync(context, { timeout, reference: true });
					return { ok: true };
				} catch (error) {
					return noError.test(String(error)) ? failed('runtime', { name: '?' }) : failed('runtime', error);
				}
			},
			async module(path) {
				try {
					const module = load(path);
					module.instantiateSync(context, (specifier, from) => load(join(idOf(from), '..', specifier)));
					await module.evaluate({ timeout });
					return { ok: true };
				} catch (error) {
					return noError.test(String(error)) ? failed('any', { name: '?' }) : failed('any', error);
				}
			},
			printed: () => ({ ok: true, value: context.evalSync('$262.text', { copy: true }) as unknown }),
			close: () => isolate.dispose(),
		};
	};
};
